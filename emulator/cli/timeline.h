#pragma once
// A job drawn in text: one lane per kind of work, as high in each column as much of it ran then.
#include <string>
#include <vector>

#include "job/report.h"

namespace orrery::cli {

struct Lane {
  std::string label;
  std::vector<job::Span> spans;
};

// A ruler and a line per lane that has spans, each ended by '\n'. `columns` for the drawing beside labels of
// a usual length; longer ones take their room from it.
std::string draw_timeline(const std::vector<Lane>& lanes, std::size_t columns);

}  // namespace orrery::cli
