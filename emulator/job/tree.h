#pragma once
// Who caused what, with like told together.
#include <cstdint>
#include <string>
#include <vector>

#include "job/lines.h"

namespace orrery::job {

// Lines that say the same and have the same cause, or causes that are told together.
struct Branch {
  std::string label;
  std::size_t count = 0, failed = 0;
  std::int64_t p50_us = 0, p99_us = 0;
  std::vector<Branch> branches;
};

// What began without a cause, in order. A state stands beside the state it follows, and a call that runs a
// function is told by the function's run.
std::vector<Branch> tree_of(const Lines& lines);

// Lines of text with "├" and "└", each ended by '\n'.
std::string draw_tree(const std::vector<Branch>& branches);

}  // namespace orrery::job
