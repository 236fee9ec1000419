#pragma once
// The events of streams, ordered by time and, within a millisecond, by arrival.
//
//   "logs" "event" group(number) stream(number) timestamp_ms(number) sequence(number)
//       -> ingestion time in ms (8 bytes, big endian), message
#include <cstdint>
#include <optional>
#include <string>

#include "core/store.h"

namespace orrery::logs {

// A place between two events of a stream: just before the event (timestamp, sequence).
struct Place {
  std::uint64_t timestamp_ms = 0;
  std::uint64_t sequence = 0;
  auto operator<=>(const Place&) const = default;
};

struct Event {
  Place place;
  std::int64_t ingested_ms = 0;
  std::string message;
};

// Walks the events of one stream.
class EventCursor {
 public:
  explicit EventCursor(Cursor cursor) : cursor_(std::move(cursor)) {}
  bool valid() const { return cursor_.valid(); }
  Place place() const;
  Event event() const;
  void next() { cursor_.next(); }

 private:
  Cursor cursor_;
};

class Events {
 public:
  explicit Events(Store& store) : store_(store) {}

  void put(std::uint64_t group, std::uint64_t stream, Place place, std::int64_t ingested_ms,
           std::string_view message);
  // Those in [from, to).
  EventCursor range(std::uint64_t group, std::uint64_t stream, Place from, Place to,
                    Direction direction) const;
  // Erases up to `most` events of a stream, or of the whole group where `stream` is 0; says whether none is
  // left.
  bool erase_some(std::uint64_t group, std::uint64_t stream, std::size_t most);
  // Bytes of the group's events, about.
  std::uint64_t size(std::uint64_t group) const;

 private:
  Store& store_;
};

// How an event is named outside: 56 digits.
std::string event_id(std::uint64_t stream, Place place);

}  // namespace orrery::logs
