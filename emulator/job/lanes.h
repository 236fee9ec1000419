#pragma once
// A job as lanes: one for each function, state machine and thing that is called, its spans in rows where they
// overlap.
#include <vector>

#include "job/lines.h"

namespace orrery::job {

struct Lane {
  Subject subject;
  std::vector<std::size_t> lines;  // places in the job's lines, in the order they began
  std::vector<std::size_t> rows;   // of each of them
  std::size_t row_count = 0;
};

// Functions and state machines first, then what was called; each kind in the order of its first beginning.
std::vector<Lane> lanes_of(const Lines& lines);

}  // namespace orrery::job
