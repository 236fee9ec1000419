#pragma once
// What a sandbox prints, cut into log events and given to the request it belongs to.
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"

namespace orrery::lambda {

struct LogEvent {
  Instant when;
  std::string message;  // with its line's end, as Lambda writes it
};

class RunLog {
 public:
  // Output as it is read from the pipe. A line is complete at its newline.
  void print(Instant when, std::string_view output);
  // A line of the platform's own: START, END, REPORT. What was printed before it and not ended is ended.
  void platform(Instant when, std::string line);
  // From here on, tail() is about a new request.
  void begin_tail();
  // The last 4 KB since begin_tail().
  std::string_view tail() const;
  // The events so far; they are forgotten here. An unfinished line stays.
  std::vector<LogEvent> take();
  bool empty() const { return events_.empty(); }

 private:
  void add(Instant when, std::string message);
  void end_line(Instant when);
  std::vector<LogEvent> events_;
  std::string line_;  // not ended yet
  std::string tail_;
};

}  // namespace orrery::lambda
