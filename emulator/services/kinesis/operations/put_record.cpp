#include "services/kinesis/operations/operations.h"
#include "services/kinesis/write.h"

namespace orrery::kinesis::operations {

json::object put_record(Kinesis& kinesis, const Input& input) {
  const Stream stream = kinesis.streams.get(input);
  const Written written = write(kinesis, input.context, stream, record_from(stream, input.members),
                                input.maybe_text("ExplicitHashKey"));
  if (const auto after = input.maybe_text("SequenceNumberForOrdering"); after && !read_sequence(*after))
    throw invalid_argument("ExclusiveMinimumSequenceNumber " + std::string(*after) +
                           " used in PutRecord on stream " + stream.name + " under account " +
                           stream.account + " is invalid.");
  json::object answer{{"ShardId", json::string(written.shard)},
                      {"SequenceNumber", json::string(written.sequence_number)}};
  if (!stream.encryption_key.empty()) answer["EncryptionType"] = "KMS";
  return answer;
}

}  // namespace orrery::kinesis::operations
