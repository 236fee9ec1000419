#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

json::object describe_stream_summary(Kinesis& kinesis, const Input& input) {
  const Stream stream = kinesis.streams.get(input);
  json::object summary = describe(stream);
  summary["OpenShardCount"] = stream.open_shards;
  summary["ConsumerCount"] = kinesis.consumers.list(stream).size();
  summary["MaxRecordSizeInKiB"] = stream.largest_record_kib;
  return {{"StreamDescriptionSummary", std::move(summary)}};
}

}  // namespace orrery::kinesis::operations
