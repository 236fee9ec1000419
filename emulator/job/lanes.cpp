#include "job/lanes.h"

#include <algorithm>
#include <functional>
#include <map>
#include <queue>

namespace orrery::job {
namespace {

// Calls of functions and machines stand beside these, not among their runs.
Subject lane_subject(const JournalLine& line) {
  Subject subject = subject_of(line);
  const bool runs = subject.kind == "function" || subject.kind == "machine";
  return line.kind == "call" && runs ? Subject{"service", line.service} : subject;
}

// Each span takes the lowest row that is free again.
void lay_out(Lane& lane, const Lines& lines, std::int64_t latest) {
  using Ending = std::pair<std::int64_t, std::size_t>;
  std::priority_queue<Ending, std::vector<Ending>, std::greater<>> ending;
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> free;
  for (const std::size_t at : lane.lines) {
    const std::int64_t begin = begin_us(*lines[at]);
    for (; !ending.empty() && ending.top().first <= begin; ending.pop()) free.push(ending.top().second);
    std::size_t row = lane.row_count;
    if (free.empty()) {
      ++lane.row_count;
    } else {
      row = free.top();
      free.pop();
    }
    lane.rows.push_back(row);
    ending.emplace(std::max(begin + 1, end_us(*lines[at], latest)), row);
  }
}

}  // namespace

std::vector<Lane> lanes_of(const Lines& lines) {
  std::vector<Lane> lanes;
  std::map<Subject, std::size_t> known;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    Subject subject = lane_subject(*lines[at]);
    const auto [found, is_new] = known.emplace(subject, lanes.size());
    if (is_new) lanes.push_back({.subject = std::move(subject)});
    lanes[found->second].lines.push_back(at);
  }
  std::stable_sort(lanes.begin(), lanes.end(), [](const Lane& a, const Lane& b) {
    const auto runs = [](const Lane& lane) {
      return lane.subject.kind == "function" || lane.subject.kind == "machine";
    };
    return runs(a) && !runs(b);
  });
  const std::int64_t latest = latest_us(lines);
  for (Lane& lane : lanes) lay_out(lane, lines, latest);
  return lanes;
}

}  // namespace orrery::job
