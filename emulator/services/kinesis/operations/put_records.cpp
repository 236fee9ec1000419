#include "services/kinesis/operations/operations.h"
#include "services/kinesis/records.h"

namespace orrery::kinesis::operations {

json::object put_records(Kinesis& kinesis, const Input& input) {
  constexpr std::size_t most = 500;
  const Stream stream = kinesis.streams.get(input);
  const json::array& entries = input.list("Records");
  if (entries.empty() || entries.size() > most) {
    throw AwsError(
        "ValidationException",
        "1 validation error detected: Value at 'records' failed to satisfy constraint: Member must have "
        "length less than or equal to 500 and greater than or equal to 1");
  }
  std::vector<Record> records;
  for (const json::value& entry : entries) {
    if (!entry.is_object()) throw AwsError("SerializationException", "A record is a structure");
    records.push_back(record_from(entry.get_object()));
  }
  json::array results;
  for (std::size_t index = 0; index < records.size(); ++index) {
    const std::uint64_t shard = shard_for(stream, records[index].partition_key,
                                          find_text(entries[index].get_object(), "ExplicitHashKey"));
    const std::uint64_t number = kinesis.streams.append(stream, shard, records[index]);
    results.push_back(json::object{{"ShardId", json::string(shard_id(shard))},
                                   {"SequenceNumber", json::string(sequence_number(number))}});
  }
  return {{"FailedRecordCount", 0}, {"Records", std::move(results)}, {"EncryptionType", "NONE"}};
}

}  // namespace orrery::kinesis::operations
