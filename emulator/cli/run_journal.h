#pragma once
// What the journal says about one job, kept up to date while it runs: the lines of its trace, or, where what
// it does is started by events that carry no trace, the invocations since it began and the calls that they
// made.
#include <cstdint>
#include <map>
#include <string>

#include "cli/run_cloud.h"
#include "core/json.h"

namespace orrery::cli {

class JournalFollower {
 public:
  JournalFollower(Cloud& cloud, std::string trace) : cloud_(cloud), trace_(std::move(trace)) {}
  // Without a trace: from now on.
  explicit JournalFollower(Cloud& cloud) : cloud_(cloud) {}
  void begin();

  // Reads what is new, and again what was still running.
  void update();
  // Reads everything once more, for the lines that stayed open for long.
  void complete();
  json::array lines() const;

  struct Count {
    std::size_t asked = 0;  // calls that start the function
    std::size_t running = 0, done = 0, failed = 0;
  };
  Count count(std::string_view function) const;

 private:
  Cloud& cloud_;
  std::string trace_;
  std::uint64_t first_ = 0;
  std::map<std::uint64_t, json::object> lines_;
};

// A fresh trace: its root, and the header that carries it.
std::string new_trace_root();
std::string trace_header(const std::string& root);

}  // namespace orrery::cli
