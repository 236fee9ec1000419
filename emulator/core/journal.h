#pragma once
// One line per API call, invocation, delivery and state transition. From it come the timeline, the critical
// path and the bill. Kept in memory, the newest `capacity` lines; optionally appended to a file as JSON
// lines.
#include <cstdint>
#include <cstdio>
#include <deque>
#include <functional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/json.h"

namespace orrery {

struct JournalLine {
  std::uint64_t number = 0;  // 1, 2, ... in the order things began
  std::uint64_t parent = 0;  // the line that caused this one; 0 where none is known
  Instant began{};
  Duration took{};
  bool open = true;  // has not ended yet
  std::string kind;  // "call", "invocation", "delivery", "transition"
  std::string account, region, service, operation, resource;
  std::string trace;    // the root: "1-67891233-abcdef012345678912345678"
  std::string outcome;  // "ok", or the error's code
  std::uint64_t bytes_in = 0, bytes_out = 0;
  json::object details;  // what a kind adds: {"sandbox": 3, "cold": true, "billed_ms": 12, "memory_mb": 128}
};

class Journal {
 public:
  explicit Journal(Clock& clock, std::size_t capacity = 200'000) : clock_(clock), capacity_(capacity) {}
  ~Journal();

  // Gives the line its number, time and parent (from `trace_header`, where it names one of ours).
  std::uint64_t begin(JournalLine line, std::string_view trace_header = {});
  JournalLine* find(std::uint64_t number);  // nullptr once it has been dropped
  void end(std::uint64_t number, std::string_view outcome, std::uint64_t bytes_out = 0);

  const std::deque<JournalLine>& lines() const { return lines_; }
  // Appends each line that ends to a file. Throws std::system_error where it cannot be opened.
  void append_to(const std::string& path);
  // Called with each line as it ends; one listener.
  void on_line(std::function<void(const JournalLine&)> listener) { listener_ = std::move(listener); }

  // The trace header for what line `number` causes: same root, parent = the line. A new root where `header`
  // has none.
  std::string trace_for(std::uint64_t number, std::string_view header) const;

 private:
  Clock& clock_;
  std::size_t capacity_;
  std::deque<JournalLine> lines_;
  std::uint64_t next_ = 1;
  std::FILE* file_ = nullptr;
  std::function<void(const JournalLine&)> listener_;
};

json::object to_json(const JournalLine& line);
std::string_view trace_root(std::string_view header);  // "Root=..." without "Root="; may be empty
std::uint64_t trace_parent(std::string_view header);   // our line number in "Parent=", or 0

}  // namespace orrery
