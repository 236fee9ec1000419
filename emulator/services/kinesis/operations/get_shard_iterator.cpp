#include "services/kinesis/operations/operations.h"
#include "services/kinesis/records.h"

namespace orrery::kinesis::operations {

json::object get_shard_iterator(Kinesis& kinesis, const Input& input) {
  const Stream stream = kinesis.streams.get(input);
  const std::uint64_t shard = shard_of_id(stream, input.text("ShardId"));
  const auto type = input.choice(
      "ShardIteratorType",
      {"AFTER_SEQUENCE_NUMBER", "LATEST", "AT_TIMESTAMP", "TRIM_HORIZON", "AT_SEQUENCE_NUMBER"}, "");
  Iterator iterator{stream, shard, 0, kinesis.core.clock.now()};
  if (type == "LATEST") {
    iterator.next = kinesis.streams.next_number(stream);
  } else if (type == "AT_TIMESTAMP") {
    const json::value* given = find(input.members, "Timestamp");
    if (given == nullptr || !given->is_number()) {
      throw AwsError("InvalidArgumentException",
                     "Must specify timestamp parameter for iterator of type AT_TIMESTAMP.");
    }
    const auto from = from_epoch_milliseconds(static_cast<std::int64_t>(given->to_number<double>() * 1000));
    iterator.next = first_since(kinesis, stream, shard, from);
  } else if (type != "TRIM_HORIZON") {
    const auto number = number_of(input.maybe_text("StartingSequenceNumber").value_or(""));
    if (!number) {
      throw AwsError("InvalidArgumentException", "StartingSequenceNumber is invalid or missing");
    }
    iterator.next = type == "AFTER_SEQUENCE_NUMBER" ? *number + 1 : *number;
  }
  return {{"ShardIterator", json::string(write_iterator(iterator))}};
}

}  // namespace orrery::kinesis::operations
