#pragma once
// The critical path in as few steps as tell it.
#include <cstdint>
#include <string>
#include <vector>

#include "job/critical_path.h"

namespace orrery::job {

struct Step {
  std::string label;  // "worker", "worker starts cold", "the client"
  Segment::Kind kind = Segment::Kind::runs;
  std::uint64_t line = 0;  // 0: of the client
  std::int64_t begin_us = 0, end_us = 0;
  std::size_t depth = 0;
  std::size_t folded = 0;  // short segments that are told with this one

  std::int64_t took_us() const { return end_us - begin_us; }
};

// Segments shorter than a hundredth of the whole are told with the line that they are part of, or with their
// neighbours, under the name of the longest. The steps cover the same time as the path.
std::vector<Step> steps_of(const Lines& lines, const std::vector<Segment>& path);

}  // namespace orrery::job
