#pragma once
// Where traces are read from: a running emulator, or a file that --journal wrote.
#include <memory>
#include <string>
#include <vector>

#include "job/index.h"

namespace orrery::cli {

struct FoundTrace {
  std::vector<JournalLine> lines;
  job::Beginning beginning = job::Beginning::whole;
  std::uint64_t dropped = 0;  // lines of all traces that the journal no longer has
};

class TraceSource {
 public:
  virtual ~TraceSource() = default;
  // As /_orrery/traces gives them: the newest first.
  virtual json::array list(std::size_t limit, bool with_lonely_calls) = 0;
  // By its id, or the beginning or end of it. Throws std::runtime_error with a message for the user.
  virtual FoundTrace find(const std::string& id) = 0;
};

std::unique_ptr<TraceSource> traces_of_endpoint(const std::string& endpoint);
// Throws std::runtime_error where it cannot be read.
std::unique_ptr<TraceSource> traces_of_file(const std::string& path);

}  // namespace orrery::cli
