#include <cmath>

#include "core/digest.h"
#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

namespace {

using Wanted = std::function<bool(const Shard&)>;

// ShardFilter as a predicate.
Wanted wanted(const json::object& filter, Instant horizon) {
  const std::string type(find_text(filter, "Type").value_or(""));
  const json::value* stamp = find(filter, "Timestamp");
  const bool by_time = type.ends_with("_TIMESTAMP");
  if (by_time && (!stamp || !stamp->is_number()))
    throw invalid_argument("ShardFilter of type " + type + " must have a Timestamp.");
  const Instant when =
      by_time ? from_epoch_milliseconds(std::llround(stamp->to_number<double>() * 1000)) : horizon;
  if (type == "AFTER_SHARD_ID") {
    const auto after = find_text(filter, "ShardId");
    if (!after) throw invalid_argument("ShardFilter of type AFTER_SHARD_ID must have a ShardId.");
    return [after = std::string(*after)](const Shard& shard) { return shard.id() > after; };
  }
  if (type == "AT_LATEST") return [](const Shard& shard) { return shard.open(); };
  if (type == "AT_TRIM_HORIZON" || type == "AT_TIMESTAMP") {
    return [when, oldest = type == "AT_TRIM_HORIZON"](const Shard& shard) {
      return (shard.made <= when || (oldest && shard.parents.empty())) &&
             (shard.open() || *shard.closed >= when);
    };
  }
  if (type == "FROM_TRIM_HORIZON" || type == "FROM_TIMESTAMP")
    return [when](const Shard& shard) { return shard.open() || *shard.closed >= when; };
  throw AwsError(
      std::string("ValidationException"),
      "1 validation error detected: Value '" + type +
          "' at 'shardFilter.type' failed to satisfy constraint: Member must satisfy enum value set: "
          "[AT_TRIM_HORIZON, FROM_TRIM_HORIZON, AT_LATEST, AT_TIMESTAMP, FROM_TIMESTAMP, "
          "AFTER_SHARD_ID]");
}

// A token holds the request it goes on with, the last shard, and when it was made.
std::string write_token(const Input& input, const Stream& stream, const std::string& last, Instant now) {
  json::object token{
      {"stream", json::string(stream.arn())}, {"after", last}, {"made", epoch_milliseconds(now)}};
  if (const json::object* filter = input.maybe_object("ShardFilter")) token["filter"] = *filter;
  return to_base64(to_text(token));
}

json::object read_token(const Input& input, Instant now) {
  for (const char* other : {"StreamName", "StreamARN", "ExclusiveStartShardId", "ShardFilter"})
    if (input.has(other))
      throw invalid_argument("NextToken and " + std::string(other) + " cannot be provided together.");
  constexpr auto life = std::chrono::seconds(300);
  const auto text = from_base64(input.text("NextToken"));
  auto token = text ? parse_json(*text, 8) : std::nullopt;
  const auto made = token && token->is_object() ? find_number(token->get_object(), "made") : std::nullopt;
  if (!made || !find_text(token->get_object(), "stream")) throw invalid_argument("NextToken is invalid.");
  if (now > from_epoch_milliseconds(*made) + life)
    throw AwsError("ExpiredNextTokenException", "The NextToken has expired.");
  return std::move(token->get_object());
}

}  // namespace

json::object list_shards(Kinesis& kinesis, const Input& input) {
  const Instant now = kinesis.core.clock.now();
  const json::object token = input.has("NextToken") ? read_token(input, now) : json::object{};
  const auto named = find_text(token, "stream");
  const Stream stream = named ? kinesis.streams.of_arn(*named) : kinesis.streams.get(input);
  const std::string after(
      find_text(token, "after").value_or(input.maybe_text("ExclusiveStartShardId").value_or("")));
  const json::object* filter = named ? find_object(token, "filter") : input.maybe_object("ShardFilter");
  const Wanted is_wanted = filter ? wanted(*filter, kept_since(stream, kinesis.core.clock))
                                  : Wanted([](const Shard&) { return true; });
  const auto limit = static_cast<std::size_t>(input.maybe_number("MaxResults").value_or(1000));
  json::array shards;
  std::string last;
  for (const Shard& shard : kinesis.shards.list(stream)) {
    if (shard.id() <= after || !is_wanted(shard)) continue;
    if (shards.size() == limit)
      return {{"Shards", std::move(shards)},
              {"NextToken", json::string(write_token(input, stream, last, now))}};
    shards.push_back(describe(shard));
    last = shard.id();
  }
  return {{"Shards", std::move(shards)}};
}

}  // namespace orrery::kinesis::operations
