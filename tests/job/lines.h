#pragma once
// Journals written by hand: small functions that make lines.
#include <string>
#include <vector>

#include "job/lines.h"

namespace orrery::job {

// Times in microseconds.
inline JournalLine line(std::uint64_t number, std::uint64_t parent, std::int64_t begin, std::int64_t end,
                        std::string kind, std::string service, std::string operation, std::string resource) {
  JournalLine made;
  made.number = number;
  made.parent = parent;
  made.began = Instant(Duration(begin));
  made.took = Duration(end - begin);
  made.open = false;
  made.outcome = "ok";
  made.kind = std::move(kind);
  made.service = std::move(service);
  made.operation = std::move(operation);
  made.resource = std::move(resource);
  made.trace = "1-0-0";
  return made;
}

inline JournalLine call(std::uint64_t number, std::uint64_t parent, std::int64_t begin, std::int64_t end,
                        std::string service, std::string operation, std::string resource) {
  return line(number, parent, begin, end, "call", std::move(service), std::move(operation),
              std::move(resource));
}

inline JournalLine run(std::uint64_t number, std::uint64_t parent, std::int64_t begin, std::int64_t end,
                       std::string function, std::int64_t waited = 0) {
  JournalLine made = line(number, parent, begin, end, "invocation", "lambda", "Invoke", std::move(function));
  made.details = {{"waited_us", waited}, {"cold", waited > 0}};
  return made;
}

inline JournalLine state(std::uint64_t number, std::uint64_t parent, std::int64_t begin, std::int64_t end,
                         std::string name) {
  return line(number, parent, begin, end, "transition", "states", std::move(name),
              "arn:aws:states:us-east-1:000000000000:execution:machine:run");
}

}  // namespace orrery::job
