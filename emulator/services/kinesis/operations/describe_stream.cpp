#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

json::object describe_stream(Kinesis& kinesis, const Input& input) {
  const Stream stream = kinesis.streams.get(input);
  const std::string_view after = input.maybe_text("ExclusiveStartShardId").value_or("");
  const auto limit = static_cast<std::size_t>(input.maybe_number("Limit", 1, 10'000).value_or(100));
  json::array shards;
  bool more = false;
  for (std::uint64_t shard = 0; shard < stream.shards; ++shard) {
    if (shard_id(shard) <= after) continue;
    if (shards.size() == limit) {
      more = true;
      break;
    }
    shards.push_back(describe_shard(stream, shard));
  }
  return {
      {"StreamDescription",
       json::object{{"StreamName", stream.name},
                    {"StreamARN", json::string(stream.arn())},
                    {"StreamStatus", "ACTIVE"},
                    {"StreamModeDetails", json::object{{"StreamMode", stream.mode}}},
                    {"Shards", std::move(shards)},
                    {"HasMoreShards", more},
                    {"RetentionPeriodHours", stream.retention_hours},
                    {"StreamCreationTimestamp", epoch_double(stream.created)},
                    {"EnhancedMonitoring", json::array{json::object{{"ShardLevelMetrics", json::array{}}}}},
                    {"EncryptionType", "NONE"}}}};
}

}  // namespace orrery::kinesis::operations
