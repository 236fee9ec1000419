#include "services/kinesis/operations/operations.h"
#include "services/kinesis/records.h"

namespace orrery::kinesis::operations {

json::object put_record(Kinesis& kinesis, const Input& input) {
  const Stream stream = kinesis.streams.get(input);
  const Record record = record_from(input.members);
  const std::uint64_t shard = shard_for(stream, record.partition_key, input.maybe_text("ExplicitHashKey"));
  const std::uint64_t number = kinesis.streams.append(stream, shard, record);
  return {{"ShardId", json::string(shard_id(shard))},
          {"SequenceNumber", json::string(sequence_number(number))},
          {"EncryptionType", "NONE"}};
}

}  // namespace orrery::kinesis::operations
