#include <cmath>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/operations/streams_operations.h"
#include "services/dynamodb/shapes.h"
#include "services/dynamodb/shard_iterator.h"
#include "services/dynamodb/streams.h"

namespace orrery::dynamodb {
namespace {

constexpr Shape get_shard_iterator_arn{.kind = Shape::Kind::text, .min = 37, .max = 1024};
constexpr Shape get_shard_iterator_shard_id{.kind = Shape::Kind::text, .min = 28, .max = 65};
constexpr Shape sequence_shape{.kind = Shape::Kind::text, .min = 21, .max = 40};
constexpr std::string_view get_shard_iterator_kinds[] = {"AT_SEQUENCE_NUMBER", "TRIM_HORIZON", "LATEST",
                                                         "AFTER_SEQUENCE_NUMBER", "AT_TIMESTAMP"};
constexpr Shape get_shard_iterator_kind_shape = shapes::choice(get_shard_iterator_kinds);
constexpr Member get_shard_iterator_members[] = {
    {"ShardId", get_shard_iterator_shard_id, Need::required},
    {"SequenceNumber", sequence_shape},
    {"ShardIteratorType", get_shard_iterator_kind_shape, Need::required},
    {"StreamArn", get_shard_iterator_arn, Need::required},
    {"Timestamp", shapes::real}};

std::uint64_t find_shard(const Stream& stream, std::string_view name) {
  for (std::uint64_t shard = 0; shard < stream.shards; ++shard) {
    if (shard_name(stream.log, shard) == name) return shard;
  }
  throw resource_not_found("Requested resource not found: Shard: " + std::string(name) +
                           " in stream: " + stream.arn() + " not found");
}

std::uint64_t after_newest(const Streams& streams, const Stream& stream, std::uint64_t shard) {
  const auto newest = streams.dynamodb.streams.newest(stream, shard);
  return newest ? *newest + 1 : stream.first + 1;
}

std::uint64_t first_since(const Streams& streams, const Stream& stream, std::uint64_t shard, Instant since) {
  constexpr std::size_t at_once = 1000;
  for (std::uint64_t next = 0;;) {
    const auto records = streams.dynamodb.streams.read(stream, shard, next, at_once);
    for (const StreamRecord& record : records)
      if (record.created >= since) return record.sequence;
    if (records.size() < at_once) return after_newest(streams, stream, shard);
    next = records.back().sequence + 1;
  }
}

Instant wanted_time(const Streams& streams, const Input& input) {
  const json::value* given = find(input.members, "Timestamp");
  if (!given)
    throw validation("1 validation error detected: ShardIteratorType AT_TIMESTAMP requires a Timestamp");
  const Instant since = from_epoch_milliseconds(std::llround(given->to_number<double>() * 1000));
  // In the words of Kinesis.
  if (since > streams.dynamodb.clock.now())
    throw validation("The timestampInMillis parameter cannot be greater than the currentTimestampInMillis.");
  return since;
}

std::uint64_t first_to_read(Streams& streams, const Stream& stream, std::uint64_t shard, const Input& input) {
  const std::string_view kind = input.text("ShardIteratorType");
  const auto text = input.maybe_text("SequenceNumber");
  if (text && (kind == "TRIM_HORIZON" || kind == "LATEST" || kind == "AT_TIMESTAMP")) {
    throw validation("1 validation error detected: ShardIteratorType " + std::string(kind) +
                     " does not take a SequenceNumber");
  }
  if (kind == "TRIM_HORIZON") return 0;
  if (kind == "LATEST") return after_newest(streams, stream, shard);
  if (kind == "AT_TIMESTAMP") return first_since(streams, stream, shard, wanted_time(streams, input));
  if (!text) {
    throw validation("1 validation error detected: ShardIteratorType " + std::string(kind) +
                     " requires a SequenceNumber");
  }
  const auto number = read_sequence(*text);
  if (!number) throw validation("The sequence number is not valid: " + std::string(*text));
  const auto oldest = streams.dynamodb.streams.read(stream, shard, 0, 1);
  const std::uint64_t horizon = oldest.empty() ? stream.first : oldest[0].sequence;
  if (*number < stream.first || (*number < horizon && horizon != stream.first && *number != stream.first)) {
    throw AwsError(
        "TrimmedDataAccessException",
        "The operation attempted to read past the oldest stream record in a shard: " + std::string(*text));
  }
  return kind == "AT_SEQUENCE_NUMBER" ? *number : *number + 1;
}

}  // namespace

json::object get_shard_iterator(Streams& streams, const Input& input) {
  check_shape(get_shard_iterator_members, input.members);
  const Stream stream = streams.stream_of(input);
  ShardIterator iterator{stream.arn(), find_shard(stream, input.text("ShardId")), 0,
                         streams.dynamodb.clock.now()};
  iterator.next = first_to_read(streams, stream, iterator.shard, input);
  return {{"ShardIterator", iterator.text()}};
}

}  // namespace orrery::dynamodb
