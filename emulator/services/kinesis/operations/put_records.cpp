#include "services/kinesis/operations/operations.h"
#include "services/kinesis/write.h"

namespace orrery::kinesis::operations {

json::object put_records(Kinesis& kinesis, const Input& input) {
  constexpr std::size_t largest_call = 10 << 20;
  const Stream stream = kinesis.streams.get(input);
  const json::array& entries = input.list("Records");
  std::size_t bytes = 0;
  json::array results;
  for (const json::value& entry : entries) {
    const json::object& members = entry.get_object();
    Record record = record_from(stream, members);
    bytes += record.data.size() / 4 * 3 + record.partition_key.size();
    if (bytes > largest_call) throw invalid_argument("Records size exceeds 10 MB limit");
    const Written written =
        write(kinesis, input.context, stream, std::move(record), find_text(members, "ExplicitHashKey"));
    results.push_back(json::object{{"SequenceNumber", json::string(written.sequence_number)},
                                   {"ShardId", json::string(written.shard)}});
  }
  json::object answer{{"FailedRecordCount", 0}, {"Records", std::move(results)}};
  if (!stream.encryption_key.empty()) answer["EncryptionType"] = "KMS";
  return answer;
}

}  // namespace orrery::kinesis::operations
