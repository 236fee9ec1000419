#include "services/kinesis/records.h"

#include "core/digest.h"
#include "core/error.h"

namespace orrery::kinesis {
namespace {

constexpr std::size_t largest_key = 256;
constexpr std::size_t largest_data = 1 << 20;
constexpr auto iterator_life = std::chrono::minutes(5);

}  // namespace

Record record_from(const json::object& members) {
  const auto key = find_text(members, "PartitionKey"), data = find_text(members, "Data");
  if (!key || key->empty() || key->size() > largest_key) {
    throw AwsError(
        "ValidationException",
        "1 validation error detected: Value at 'partitionKey' failed to satisfy constraint: Member must "
        "have length less than or equal to 256 and greater than or equal to 1");
  }
  const auto bytes = data ? from_base64(*data) : std::nullopt;
  if (!bytes) throw AwsError("SerializationException", "Data is not a blob in base64");
  if (bytes->size() + key->size() > largest_data) {
    throw AwsError(
        "ValidationException",
        "1 validation error detected: Value at 'data' failed to satisfy constraint: Member must have length "
        "less than or equal to 1048576");
  }
  return {0, std::string(*key), std::string(*data), {}};
}

std::string write_iterator(const Iterator& iterator) {
  return to_base64(to_text(json::object{{"account", iterator.stream.account},
                                        {"region", iterator.stream.region},
                                        {"stream", iterator.stream.name},
                                        {"id", iterator.stream.id},
                                        {"shard", iterator.shard},
                                        {"next", iterator.next},
                                        {"made", epoch_milliseconds(iterator.made)}}));
}

Iterator read_iterator(Kinesis& kinesis, const Input& input) {
  const auto text = from_base64(input.text("ShardIterator"));
  const auto fields = text ? parse_json(*text, 4) : std::nullopt;
  const json::object* members = fields ? fields->if_object() : nullptr;
  const auto name = members ? find_text(*members, "stream") : std::nullopt;
  const auto shard = members ? find_number(*members, "shard") : std::nullopt;
  const auto next = members ? find_number(*members, "next") : std::nullopt;
  const auto made = members ? find_number(*members, "made") : std::nullopt;
  if (!name || !shard || !next || !made) throw AwsError("InvalidArgumentException", "Invalid ShardIterator.");
  Context context = input.context;
  context.account = find_text(*members, "account").value_or(context.account);
  context.region = find_text(*members, "region").value_or(context.region);
  auto stream = kinesis.streams.find(context, *name);
  if (!stream || find_number(*members, "id") != static_cast<std::int64_t>(stream->id)) {
    throw AwsError("ResourceNotFoundException",
                   "Stream " + std::string(*name) + " under account " + context.account + " not found.");
  }
  if (kinesis.core.clock.now() > from_epoch_milliseconds(*made) + iterator_life) {
    throw AwsError("ExpiredIteratorException", "Iterator expired. An iterator is good for 5 minutes.");
  }
  return {*std::move(stream), static_cast<std::uint64_t>(*shard), static_cast<std::uint64_t>(*next),
          from_epoch_milliseconds(*made)};
}

std::uint64_t first_since(Kinesis& kinesis, const Stream& stream, std::uint64_t shard, Instant from) {
  constexpr std::size_t step = 1000;
  std::uint64_t next = 0;
  for (;;) {
    const auto records = kinesis.streams.read(stream, shard, next, step);
    if (records.empty()) return kinesis.streams.next_number(stream);
    for (const Record& record : records) {
      if (record.arrived >= from) return record.number;
    }
    next = records.back().number + 1;
  }
}

}  // namespace orrery::kinesis
