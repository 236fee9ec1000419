#pragma once
// A job drawn in text: one lane per kind of work, as high in each column as much of it ran then.
#include <cstdint>
#include <string>
#include <vector>

namespace orrery::cli {

struct Span {
  std::int64_t begin_us = 0;
  std::int64_t end_us = 0;
};

struct Lane {
  std::string label;
  std::vector<Span> spans;
};

// The most spans of the lane that overlap.
std::size_t most_at_once(const std::vector<Span>& spans);

// A ruler and a line per lane that has spans, each ended by '\n'. `columns` for the drawing alone.
std::string draw_timeline(const std::vector<Lane>& lanes, std::size_t columns);

}  // namespace orrery::cli
