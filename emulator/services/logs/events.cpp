#include "services/logs/events.h"

#include "core/digest.h"
#include "core/key.h"

namespace orrery::logs {
namespace {

Key stream_key(std::uint64_t group, std::uint64_t stream) {
  return Key("logs").text("event").number(group).number(stream);
}

std::string digits(std::uint64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

std::uint64_t read_number(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes.substr(0, 8)) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

}  // namespace

Place EventCursor::place() const {
  const std::string_view key = cursor_.key();
  return {read_number(key.substr(key.size() - 16)), read_number(key.substr(key.size() - 8))};
}

Event EventCursor::event() const {
  const std::string_view value = cursor_.value();
  return {place(), static_cast<std::int64_t>(read_number(value)), std::string(value.substr(8))};
}

void Events::put(std::uint64_t group, std::uint64_t stream, Place place, std::int64_t ingested_ms,
                 std::string_view message) {
  std::string value = big_endian(static_cast<std::uint64_t>(ingested_ms));
  value += message;
  store_.put(stream_key(group, stream).number(place.timestamp_ms).number(place.sequence), value);
}

EventCursor Events::range(std::uint64_t group, std::uint64_t stream, Place from, Place to,
                          Direction direction) const {
  const Key lower = stream_key(group, stream).number(from.timestamp_ms).number(from.sequence);
  const Key upper = stream_key(group, stream).number(to.timestamp_ms).number(to.sequence);
  return EventCursor(store_.range(lower, std::max(lower.bytes(), upper.bytes()), direction));
}

bool Events::erase_some(std::uint64_t group, std::uint64_t stream, std::size_t most) {
  Key prefix = Key("logs").text("event").number(group);
  if (stream != 0) prefix.number(stream);
  std::vector<std::string> keys;
  Cursor at = store_.scan(prefix);
  for (; at.valid() && keys.size() < most; at.next()) keys.emplace_back(at.key());
  for (const std::string& key : keys) store_.erase(key);
  return keys.size() < most;
}

std::uint64_t Events::size(std::uint64_t group) const {
  const Key prefix = Key("logs").text("event").number(group);
  return store_.approximate_size(prefix, prefix_end(prefix));
}

std::string event_id(std::uint64_t stream, Place place) {
  return digits(place.timestamp_ms, 20) + digits(stream, 16) + digits(place.sequence, 20);
}

}  // namespace orrery::logs
