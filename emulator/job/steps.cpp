#include "job/steps.h"

#include <algorithm>

namespace orrery::job {
namespace {

constexpr int near = 4;  // generations between a call and the line it is told with

const JournalLine* find_line(const Lines& lines, std::uint64_t number) {
  const auto found =
      std::lower_bound(lines.begin(), lines.end(), number,
                       [](const JournalLine* one, std::uint64_t wanted) { return one->number < wanted; });
  return found != lines.end() && (*found)->number == number ? *found : nullptr;
}

bool belongs_to(const Lines& lines, const Segment& segment, std::uint64_t number) {
  const JournalLine* line = segment.line;
  for (int generation = 0; line != nullptr && generation < near; ++generation) {
    if (line->number == number) return true;
    line = line->parent ? find_line(lines, line->parent) : nullptr;
  }
  return false;
}

std::string told(const Segment& segment) {
  if (segment.line == nullptr) return "the client";
  const std::string label = label_of(*segment.line);
  switch (segment.kind) {
    case Segment::Kind::starts:
      return label + (is_cold(*segment.line) ? " starts cold" : " waits its turn");
    case Segment::Kind::waits:
      return "after " + label;
    default:
      return label;
  }
}

Step step_of(const Segment& segment) {
  return {.label = told(segment),
          .kind = segment.kind,
          .line = segment.line == nullptr ? 0 : segment.line->number,
          .begin_us = segment.begin_us,
          .end_us = segment.end_us,
          .depth = segment.depth};
}

// Short neighbours are told as one, by the longest of them; one that stands alone with what was before it.
std::vector<Step> without_crumbs(std::vector<Step> steps, std::int64_t shortest) {
  std::vector<Step> kept;
  std::int64_t longest = 0;  // of the crumbs in the last one kept; 0 where that is none
  for (Step& step : steps) {
    const bool crumb = step.took_us() < shortest;
    const bool trifle = step.took_us() < shortest / 10;
    if (!crumb || kept.empty() || (longest == 0 && !trifle)) {
      longest = crumb ? step.took_us() : 0;
      kept.push_back(std::move(step));
      continue;
    }
    Step& last = kept.back();
    if (longest != 0 && step.took_us() > longest) {
      longest = step.took_us();
      step.folded += last.folded + 1;
      step.begin_us = last.begin_us;
      last = std::move(step);
    } else {
      last.folded += step.folded + 1;
      last.end_us = step.end_us;
    }
  }
  return kept;
}

}  // namespace

std::vector<Step> steps_of(const Lines& lines, const std::vector<Segment>& path) {
  std::vector<Step> steps;
  if (path.empty()) return steps;
  const std::int64_t shortest = (path.back().end_us - path.front().begin_us) / 100;
  for (const Segment& segment : path) {
    Step* last = steps.empty() || steps.back().kind != Segment::Kind::runs ? nullptr : &steps.back();
    const bool same = last != nullptr && segment.line != nullptr && segment.line->number == last->line;
    if (last != nullptr && segment.kind == Segment::Kind::runs &&
        (same || (segment.took_us() < shortest && belongs_to(lines, segment, last->line)))) {
      last->end_us = segment.end_us;
      if (!same) ++last->folded;
    } else {
      steps.push_back(step_of(segment));
    }
  }
  return without_crumbs(std::move(steps), shortest);
}

}  // namespace orrery::job
