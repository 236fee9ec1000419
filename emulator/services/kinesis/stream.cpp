#include "services/kinesis/stream.h"

#include <charconv>

#include "core/arn.h"
#include "core/error.h"

namespace orrery::kinesis {
namespace {

constexpr std::size_t largest_read = 10 << 20;
constexpr int swept_at_once = 8;

Key streams_key(std::string_view account, std::string_view region) {
  return Key("kinesis").text("stream").text(account).text(region);
}
Key next_key(const Stream& stream) { return Key("kinesis").text("next").number(stream.id); }
Key shard_key(const Stream& stream, std::uint64_t shard) {
  return Key("kinesis").text("record").number(stream.id).number(shard);
}

std::uint64_t stored_number(const Store& store, std::string_view key, std::uint64_t otherwise) {
  std::uint64_t number = otherwise;
  if (const auto text = store.get(key)) std::from_chars(text->data(), text->data() + text->size(), number);
  return number;
}

json::object parsed(std::string_view text) {
  auto value = parse_json(text, 16);
  if (!value || !value->is_object()) throw StoreError("a record of kinesis is not JSON");
  return std::move(value->get_object());
}

Record read_record(std::uint64_t number, std::string_view text) {
  const json::object fields = parsed(text);
  return {number, std::string(find_text(fields, "k").value_or("")),
          std::string(find_text(fields, "d").value_or("")),
          from_epoch_milliseconds(find_number(fields, "t").value_or(0))};
}

}  // namespace

std::string Stream::arn() const { return "arn:aws:kinesis:" + region + ":" + account + ":stream/" + name; }

std::optional<Stream> Streams::find(const Context& context, std::string_view name) const {
  const auto record = core_.store.get(streams_key(context.account, context.region).text(name));
  if (!record) return std::nullopt;
  const json::object fields = parsed(*record);
  Stream stream;
  stream.account = context.account;
  stream.region = context.region;
  stream.name = name;
  stream.id = fields.at("id").to_number<std::uint64_t>();
  stream.shards = fields.at("shards").to_number<std::uint64_t>();
  stream.mode = find_text(fields, "mode").value_or("PROVISIONED");
  stream.retention_hours = fields.at("retention").as_int64();
  stream.created = from_epoch_milliseconds(fields.at("created").as_int64());
  stream.tags = fields.at("tags").as_object();
  return stream;
}

Stream Streams::get(const Input& input) const {
  std::string name(input.maybe_text("StreamName").value_or(""));
  Context context = input.context;
  if (const auto text = input.maybe_text("StreamARN")) {
    const auto arn = parse_arn(*text);
    if (!arn || !arn->resource.starts_with("stream/")) {
      throw AwsError("InvalidArgumentException", "Invalid StreamARN: " + std::string(*text));
    }
    name = arn->resource.substr(7);
    context.account = arn->account;
    context.region = arn->region;
  }
  if (name.empty()) {
    throw AwsError("InvalidArgumentException", "Either StreamName or StreamARN should be provided.");
  }
  if (auto stream = find(context, name)) return *std::move(stream);
  throw AwsError("ResourceNotFoundException",
                 "Stream " + name + " under account " + context.account + " not found.");
}

std::vector<std::string> Streams::names(const Context& context, std::string_view after) const {
  std::vector<std::string> names;
  for (Cursor cursor = core_.store.scan(streams_key(context.account, context.region)); cursor.valid();
       cursor.next()) {
    KeyReader reader(cursor.key());
    for (int part = 0; part < 4; ++part) reader.text();
    std::string name = reader.text();
    if (name > after) names.push_back(std::move(name));
  }
  return names;
}

Stream Streams::create(const Context& context, Stream stream) {
  const Key ids = Key("kinesis").text("ids");
  stream.account = context.account;
  stream.region = context.region;
  stream.id = stored_number(core_.store, ids, 1);
  stream.created = core_.clock.now();
  core_.store.put(ids, std::to_string(stream.id + 1));
  put(stream);
  return stream;
}

void Streams::put(const Stream& stream) {
  core_.store.put(streams_key(stream.account, stream.region).text(stream.name),
                  to_text(json::object{{"id", stream.id},
                                       {"shards", stream.shards},
                                       {"mode", stream.mode},
                                       {"retention", stream.retention_hours},
                                       {"created", epoch_milliseconds(stream.created)},
                                       {"tags", stream.tags}}));
}

void Streams::erase(const Stream& stream) {
  core_.store.erase(streams_key(stream.account, stream.region).text(stream.name));
  core_.store.erase(next_key(stream));
  std::vector<std::string> doomed;
  for (Cursor cursor = core_.store.scan(Key("kinesis").text("record").number(stream.id)); cursor.valid();
       cursor.next()) {
    doomed.emplace_back(cursor.key());
  }
  for (const std::string& key : doomed) core_.store.erase(key);
}

std::uint64_t Streams::next_number(const Stream& stream) const {
  return stored_number(core_.store, next_key(stream), 1);
}

std::uint64_t Streams::append(const Stream& stream, std::uint64_t shard, const Record& record) {
  const std::uint64_t number = next_number(stream);
  core_.store.put(next_key(stream), std::to_string(number + 1));
  core_.store.put(
      shard_key(stream, shard).number(number),
      to_text(json::object{
          {"k", record.partition_key}, {"d", record.data}, {"t", epoch_milliseconds(core_.clock.now())}}));
  const Instant kept_since = core_.clock.now() - std::chrono::hours(stream.retention_hours);
  std::vector<std::string> old;
  for (Cursor cursor = core_.store.scan(shard_key(stream, shard));
       cursor.valid() && old.size() < swept_at_once && read_record(0, cursor.value()).arrived < kept_since;
       cursor.next()) {
    old.emplace_back(cursor.key());
  }
  for (const std::string& key : old) core_.store.erase(key);
  return number;
}

std::vector<Record> Streams::read(const Stream& stream, std::uint64_t shard, std::uint64_t from,
                                  std::size_t limit) const {
  const Instant kept_since = core_.clock.now() - std::chrono::hours(stream.retention_hours);
  std::vector<Record> records;
  std::size_t bytes = 0;
  const Key all = shard_key(stream, shard);
  Cursor cursor = core_.store.range(shard_key(stream, shard).number(from), prefix_end(all));
  for (; cursor.valid() && records.size() < limit && bytes < largest_read; cursor.next()) {
    KeyReader reader(cursor.key());
    reader.text();
    reader.text();
    reader.number();
    reader.number();
    Record record = read_record(reader.number(), cursor.value());
    if (record.arrived < kept_since) continue;
    bytes += record.data.size();
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace orrery::kinesis
