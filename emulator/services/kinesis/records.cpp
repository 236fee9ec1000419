#include "services/kinesis/records.h"

#include "core/digest.h"
#include "core/error.h"
#include "core/number.h"
#include "core/record.h"

namespace orrery::kinesis {
namespace {

constexpr std::size_t largest_read = 10 << 20;
constexpr int swept_at_once = 8;

Key next_key(const Stream& stream) { return Key("kinesis").text("next").number(stream.id); }
Key shard_key(const Stream& stream, std::uint64_t shard) {
  return Key("kinesis").text("record").number(stream.id).number(shard);
}

Record parse_record(std::uint64_t number, std::string_view text) {
  const json::object fields = stored_object(text);
  return {number,
          text_of(fields, "k"),
          text_of(fields, "d"),
          from_epoch_milliseconds(find_number(fields, "t").value_or(0)),
          fields.contains("e"),
          text_of(fields, "j")};
}

}  // namespace

Record record_from(const Stream& stream, const json::object& members) {
  const auto key = find_text(members, "PartitionKey"), data = find_text(members, "Data");
  const auto bytes = data ? from_base64(*data) : std::nullopt;
  if (!key || !bytes) throw AwsError("SerializationException", "Data is not a blob in base64");
  const auto largest = static_cast<std::size_t>(stream.largest_record_kib) << 10;
  if (bytes->size() + key->size() > largest) {
    throw AwsError("ValidationException",
                   "1 validation error detected: Value at 'data' failed to satisfy constraint: Member must "
                   "have length less than or equal to " +
                       std::to_string(largest));
  }
  return {0, std::string(*key), std::string(*data), {}, !stream.encryption_key.empty(), {}};
}

std::uint64_t Records::next_number(const Stream& stream) const {
  return read_number<std::uint64_t>(core_.store.get(next_key(stream)).value_or("")).value_or(1);
}

std::uint64_t Records::append(const Stream& stream, std::uint64_t shard, Record record) {
  const std::uint64_t number = next_number(stream);
  core_.store.put(next_key(stream), std::to_string(number + 1));
  json::object fields{{"k", record.partition_key},
                      {"d", record.data},
                      {"t", epoch_milliseconds(core_.clock.now())},
                      {"j", record.job}};
  if (record.encrypted) fields["e"] = 1;
  core_.store.put(shard_key(stream, shard).number(number), to_text(fields));
  const Instant since = kept_since(stream, core_.clock);
  std::vector<std::string> old;
  for (Cursor cursor = core_.store.scan(shard_key(stream, shard));
       cursor.valid() && old.size() < swept_at_once && parse_record(0, cursor.value()).arrived < since;
       cursor.next())
    old.emplace_back(cursor.key());
  for (const std::string& key : old) core_.store.erase(key);
  stir(stream, shard);
  return number;
}

std::vector<Record> Records::read(const Stream& stream, std::uint64_t shard, std::uint64_t from,
                                  std::size_t limit) const {
  const Instant since = kept_since(stream, core_.clock);
  std::vector<Record> records;
  std::size_t bytes = 0;
  const std::string end = prefix_end(shard_key(stream, shard));
  for (Cursor cursor = core_.store.range(shard_key(stream, shard).number(from), end);
       cursor.valid() && records.size() < limit && bytes < largest_read; cursor.next()) {
    KeyReader reader(cursor.key());
    reader.text();
    reader.text();
    reader.number();
    reader.number();
    Record record = parse_record(reader.number(), cursor.value());
    if (record.arrived < since) continue;
    bytes += record.data.size() / 4 * 3;
    records.push_back(std::move(record));
  }
  return records;
}

std::uint64_t Records::first_since(const Stream& stream, std::uint64_t shard, Instant from) const {
  std::uint64_t first = 0, end = next_number(stream);
  while (first < end) {
    const std::uint64_t middle = first + (end - first) / 2;
    const auto found = read(stream, shard, middle, 1);
    if (found.empty() || found[0].arrived >= from)
      end = middle;
    else
      first = found[0].number + 1;
  }
  return first;
}

void Records::wait(const Stream& stream, std::uint64_t shard, Reply reply) {
  const auto waiting = std::make_shared<Reply>(std::move(reply));
  waiting_.emplace(std::pair{stream.id, shard}, waiting);
  waiting->on_gone([this, place = std::pair{stream.id, shard}, gone = waiting.get()] {
    const auto [first, end] = waiting_.equal_range(place);
    for (auto at = first; at != end; ++at)
      if (at->second.get() == gone) return void(waiting_.erase(at));
  });
}

void Records::stir(const Stream& stream, std::uint64_t shard) {
  const auto [first, end] = waiting_.equal_range({stream.id, shard});
  for (auto at = first; at != end; ++at) {
    // The writer's turn is not to run the reader.
    core_.loop.post([reply = at->second] { reply->ok({}); });
  }
  waiting_.erase(first, end);
}

}  // namespace orrery::kinesis
