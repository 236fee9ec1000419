#pragma once
// The messages of a queue that wait to be received, in the order they are taken. Standard and FIFO queues
// keep them differently; both take at a cost that does not grow with their number.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/key.h"
#include "core/store.h"

namespace orrery::sqs {

// What changes about a message while it is in the queue.
struct State {
  std::int64_t sent_ms = 0;
  std::uint64_t receives = 0;
  std::int64_t first_received_ms = 0;
  std::int64_t received_ms = 0;  // the last time
};

// A message out of the line: its number in the queue, its state, its group (empty on standard queues).
struct Entry {
  std::uint64_t number = 0;
  State state;
  std::string group;
};

// The figures of a queue, kept up with every change: nothing is ever counted.
struct Counts {
  std::uint64_t version = 0;   // grows with every change; see Shelf
  std::uint64_t next = 1;      // the next message or place in line
  std::uint64_t head = 0;      // no place in line before this one is taken
  std::uint64_t waiting = 0;   // messages in line, those of blocked groups too
  std::uint64_t takeable = 0;  // standard: as waiting; FIFO: groups whose turn may come
  std::uint64_t in_flight = 0;
  std::uint64_t delayed = 0;
  std::uint64_t last_delay_us = 0;  // when the last of the delayed ones of a FIFO queue will be visible
  std::uint64_t checked_ms = 0;     // until then nothing in line can be past its retention
};

class Line {
 public:
  virtual ~Line() = default;
  // Puts a new message at the end.
  virtual void append(const Entry& entry) = 0;
  // Takes up to `most`, in order. They belong to the caller until put_back or done.
  virtual std::vector<Entry> take(std::size_t most) = 0;
  // Returns one that was taken, to be received again.
  virtual void put_back(const Entry& entry) = 0;
  // One that was taken is gone for good.
  virtual void done(const Entry& entry) = 0;
  // Takes a message by its number, if it is in line and can be reached so.
  virtual std::optional<Entry> pick(std::uint64_t number) = 0;
  // The first that take() would give.
  virtual std::optional<Entry> first() = 0;
};

std::unique_ptr<Line> make_standard_line(Store& store, std::uint64_t queue, Counts& counts);
std::unique_ptr<Line> make_fifo_line(Store& store, std::uint64_t queue, Counts& counts);

// "sqs" "m" queue(number) part: all that a queue's messages consist of lies under one prefix, to be swept
// together.
Key message_key(std::uint64_t queue, std::string_view part);

std::string pack(const State& state);
State unpack_state(class Unpacker& fields);

}  // namespace orrery::sqs
