#include <cmath>

#include "services/kinesis/iterator.h"
#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

namespace {

// Where a sequence number of this shard stands.
std::uint64_t place_of(const Stream& stream, const Shard& shard, std::string_view text) {
  const auto sequence = read_sequence(text);
  if (sequence && sequence->shard != shard.number)
    throw invalid_argument("Invalid StartingSequenceNumber. It encodes " + shard_id(sequence->shard) +
                           ", while it was used in a call to a shard with " + shard.id());
  if (sequence && sequence->shard_made_s == epoch_seconds(shard.made)) return sequence->place;
  throw invalid_argument("StartingSequenceNumber " + std::string(text) +
                         " used in GetShardIterator on shard " + shard.id() + " in stream " + stream.name +
                         " under account " + stream.account + " is invalid" +
                         (sequence ? " because it did not come from this stream." : "."));
}

}  // namespace

json::object get_shard_iterator(Kinesis& kinesis, const Input& input) {
  const std::uint64_t number =
      shard_number(input.text("ShardId"), input.maybe_text("StreamName").value_or(""), input.context.account);
  const auto no_shard = [&input, number](std::string_view name) {
    return AwsError("ResourceNotFoundException", "Shard " + shard_id(number) + " in stream " +
                                                     std::string(name) + " under account " +
                                                     input.context.account + " does not exist");
  };
  const Stream stream = [&] {  // no stream, no shard
    try {
      return kinesis.streams.get(input);
    } catch (const AwsError& error) {
      const auto name = input.maybe_text("StreamName");
      if (error.code != "ResourceNotFoundException" || !name) throw;
      throw no_shard(*name);
    }
  }();
  const auto shard = kinesis.shards.find(stream, number);
  if (!shard) throw no_shard(stream.name);
  const std::string_view type = input.text("ShardIteratorType");
  const auto sequence = input.maybe_text("StartingSequenceNumber");
  if (type != "AT_TIMESTAMP" && sequence.has_value() != type.ends_with("SEQUENCE_NUMBER"))
    throw invalid_argument(
        "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or "
        "(2) "
        "TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified " +
        std::string(type) +
        (sequence ? " and also a StartingSequenceNumber." : " and no StartingSequenceNumber."));
  Iterator iterator{stream, *shard, 0, kinesis.core.clock.now()};
  if (type == "LATEST") {
    iterator.next = kinesis.records.next_number(stream);
  } else if (type == "AT_TIMESTAMP") {
    const json::value* given = find(input.members, "Timestamp");
    if (given == nullptr || !given->is_number())
      throw invalid_argument(
          "Must specify timestamp parameter for iterator of type AT_TIMESTAMP. Current request "
          "has no timestamp parameter.");
    const auto from = from_epoch_milliseconds(std::llround(given->to_number<double>() * 1000));
    if (from > kinesis.core.clock.now())
      throw invalid_argument(
          "The timestampInMillis parameter cannot be greater than the currentTimestampInMillis.");
    iterator.next = kinesis.records.first_since(stream, number, from);
  } else if (sequence) {
    iterator.next = place_of(stream, *shard, *sequence) + (type == "AFTER_SEQUENCE_NUMBER" ? 1 : 0);
  }
  return {{"ShardIterator", json::string(write_iterator(iterator))}};
}

}  // namespace orrery::kinesis::operations
