#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

json::object describe_stream_summary(Kinesis& kinesis, const Input& input) {
  const Stream stream = kinesis.streams.get(input);
  return {
      {"StreamDescriptionSummary",
       json::object{{"StreamName", stream.name},
                    {"StreamARN", json::string(stream.arn())},
                    {"StreamStatus", "ACTIVE"},
                    {"StreamModeDetails", json::object{{"StreamMode", stream.mode}}},
                    {"RetentionPeriodHours", stream.retention_hours},
                    {"StreamCreationTimestamp", epoch_double(stream.created)},
                    {"EnhancedMonitoring", json::array{json::object{{"ShardLevelMetrics", json::array{}}}}},
                    {"EncryptionType", "NONE"},
                    {"OpenShardCount", stream.shards},
                    {"ConsumerCount", 0}}}};
}

}  // namespace orrery::kinesis::operations
