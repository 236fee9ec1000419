#include "services/kinesis/iterator.h"

#include <ctime>

#include "core/digest.h"
#include "core/error.h"

namespace orrery::kinesis {
namespace {

constexpr auto iterator_life = std::chrono::minutes(5);

// Sat Nov 21 02:43:00 UTC 2026
std::string java_date(Instant when) {
  const std::time_t seconds = epoch_seconds(when);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[64];
  return {text, std::strftime(text, sizeof text, "%a %b %d %H:%M:%S UTC %Y", &parts)};
}

}  // namespace

std::string write_iterator(const Iterator& iterator) {
  return to_base64(
      to_text(json::array{iterator.stream.account, iterator.stream.region, iterator.stream.name,
                          iterator.shard.number, iterator.next, epoch_milliseconds(iterator.made)}));
}

Iterator read_iterator(Kinesis& kinesis, const Input& input) {
  const auto text = from_base64(input.text("ShardIterator"));
  const auto value = text ? parse_json(*text, 4) : std::nullopt;
  const json::array* parts = value ? value->if_array() : nullptr;
  const auto is_number = [&](std::size_t part) { return parts->at(part).is_number(); };
  if (!parts || parts->size() != 6 || !parts->at(0).is_string() || !parts->at(1).is_string() ||
      !parts->at(2).is_string() || !is_number(3) || !is_number(4) || !is_number(5))
    throw invalid_argument("Invalid ShardIterator.");
  Context context = input.context;
  context.account = view(parts->at(0).get_string());
  context.region = view(parts->at(1).get_string());
  const std::string name(view(parts->at(2).get_string()));
  const auto number = parts->at(3).to_number<std::uint64_t>();
  auto stream = kinesis.streams.find(context, name);
  auto shard = stream ? kinesis.shards.find(*stream, number) : std::nullopt;
  if (!shard)
    throw AwsError("ResourceNotFoundException", "Shard " + shard_id(number) + " in stream " + name +
                                                    " under account " + context.account + " does not exist");
  const Instant made = from_epoch_milliseconds(parts->at(5).to_number<std::int64_t>());
  const Instant now = kinesis.core.clock.now();
  if (now > made + iterator_life)
    throw AwsError("ExpiredIteratorException",
                   "Iterator expired. The iterator was created at time " + java_date(made) +
                       " while right now it is " + java_date(now) +
                       " which is further in the future than the tolerated delay of 300000 milliseconds.");
  return {*std::move(stream), *std::move(shard), parts->at(4).to_number<std::uint64_t>(), made};
}

}  // namespace orrery::kinesis
