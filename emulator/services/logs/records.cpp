#include "services/logs/records.h"

#include "core/arn.h"
#include "core/key.h"

namespace orrery::logs {

// Names are the last part of their keys, raw, so that a prefix of a name is a range.
std::string Records::groups(const Context& context) {
  return Key("logs").text("group").text(context.account).text(context.region).bytes();
}

std::string Records::streams(std::uint64_t group) { return Key("logs").text("stream").number(group).bytes(); }

Group Records::read_group(std::string_view name, std::string_view bytes) {
  const json::value parsed = parse_json(bytes).value();
  const json::object& record = parsed.as_object();
  Group group;
  group.name = name;
  group.number = static_cast<std::uint64_t>(find_number(record, "number").value());
  group.created_ms = find_number(record, "created").value();
  group.retention_days = find_number(record, "retention");
  group.log_class = find_text(record, "class").value_or("STANDARD");
  group.kms_key = find_text(record, "kms").value_or("");
  group.protected_from_deletion = find(record, "protected") != nullptr;
  if (const auto* tags = find_object(record, "tags")) group.tags = *tags;
  return group;
}

std::optional<Group> Records::group(const Context& context, std::string_view name) const {
  const auto bytes = store_.get(groups(context) + std::string(name));
  if (!bytes) return std::nullopt;
  return read_group(name, *bytes);
}

void Records::save(const Context& context, const Group& group) {
  json::object record{{"number", group.number}, {"created", group.created_ms}, {"class", group.log_class}};
  if (group.retention_days) record["retention"] = *group.retention_days;
  if (!group.kms_key.empty()) record["kms"] = group.kms_key;
  if (group.protected_from_deletion) record["protected"] = true;
  if (!group.tags.empty()) record["tags"] = group.tags;
  store_.put(groups(context) + group.name, to_text(record));
}

void Records::erase(const Context& context, const Group& group) {
  store_.erase(groups(context) + group.name);
  store_.put(Key("logs").text("dead").number(group.number).number(0), "");
}

// number, created, events, first, last, ingested: in decimal, since PutLogEvents rewrites this every time.
Stream Records::read_stream(std::string_view name, std::string_view bytes) {
  const json::value parsed = parse_json(bytes).value();
  const json::array& record = parsed.as_array();
  Stream stream;
  stream.name = name;
  stream.number = record.at(0).to_number<std::uint64_t>();
  stream.created_ms = record.at(1).to_number<std::int64_t>();
  stream.events = record.at(2).to_number<std::uint64_t>();
  stream.first_ms = record.at(3).to_number<std::int64_t>();
  stream.last_ms = record.at(4).to_number<std::int64_t>();
  stream.ingested_ms = record.at(5).to_number<std::int64_t>();
  return stream;
}

std::optional<Stream> Records::stream(const Group& group, std::string_view name) const {
  const auto bytes = store_.get(streams(group.number) + std::string(name));
  if (!bytes) return std::nullopt;
  return read_stream(name, *bytes);
}

void Records::save(const Group& group, const Stream& stream) {
  const json::array record{stream.number,   stream.created_ms, stream.events,
                           stream.first_ms, stream.last_ms,    stream.ingested_ms};
  store_.put(streams(group.number) + stream.name, to_text(record));
}

void Records::erase(const Group& group, const Stream& stream) {
  store_.erase(streams(group.number) + stream.name);
  store_.put(Key("logs").text("dead").number(group.number).number(stream.number), "");
}

std::uint64_t Records::next_number() {
  const Key key = Key("logs").text("next");
  const auto bytes = store_.get(key);
  const std::uint64_t number = bytes ? std::stoull(*bytes) : 1;
  store_.put(key, std::to_string(number + 1));
  return number;
}

std::optional<Records::Dead> Records::next_dead() const {
  const Key base = Key("logs").text("dead");
  const Cursor at = store_.scan(base);
  if (!at.valid()) return std::nullopt;
  KeyReader parts(at.key().substr(base.bytes().size()));
  Dead dead{.record = std::string(at.key()), .group = parts.number(), .stream = 0};
  dead.stream = parts.number();
  return dead;
}

bool Records::erase_some_streams(std::uint64_t group, std::size_t most) {
  std::vector<std::string> keys;
  Cursor at = store_.scan(streams(group));
  for (; at.valid() && keys.size() < most; at.next()) keys.emplace_back(at.key());
  for (const std::string& key : keys) store_.erase(key);
  return keys.size() < most;
}

std::string group_arn(const Context& context, std::string_view name) {
  return make_arn(context, "logs", "log-group:" + std::string(name));
}

std::string stream_arn(const Context& context, std::string_view group, std::string_view stream) {
  return group_arn(context, group) + ":log-stream:" + std::string(stream);
}

}  // namespace orrery::logs
