#include "job/picture.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "job/critical_path.h"
#include "job/graph.h"
#include "job/lanes.h"
#include "job/report.h"
#include "job/steps.h"

namespace orrery::job {
namespace {

const char* name_of(Segment::Kind kind) {
  switch (kind) {
    case Segment::Kind::runs:
      return "runs";
    case Segment::Kind::waits:
      return "waits";
    case Segment::Kind::starts:
      return "starts";
    case Segment::Kind::outside:
      return "outside";
  }
  return "";
}

json::object to_json(const Subject& subject) { return {{"kind", subject.kind}, {"name", subject.name}}; }

json::array path_json(const std::vector<Segment>& path, std::int64_t began) {
  json::array segments;
  for (const Segment& segment : path) {
    segments.push_back(json::object{{"line", segment.line == nullptr ? 0 : segment.line->number},
                                    {"kind", name_of(segment.kind)},
                                    {"beginUs", segment.begin_us - began},
                                    {"tookUs", segment.took_us()},
                                    {"depth", segment.depth}});
  }
  return segments;
}

json::array steps_json(const std::vector<Step>& steps, std::int64_t began, std::int64_t wall) {
  json::array all;
  for (const Step& step : steps) {
    const double share = wall > 0 ? static_cast<double>(step.took_us()) / static_cast<double>(wall) : 0;
    all.push_back(json::object{{"label", step.label},
                               {"kind", name_of(step.kind)},
                               {"line", step.line},
                               {"beginUs", step.begin_us - began},
                               {"tookUs", step.took_us()},
                               {"share", share},
                               {"depth", step.depth},
                               {"folded", step.folded}});
  }
  return all;
}

// The lines, column by column.
class Columns {
 public:
  Columns(const Lines& lines, const std::vector<Segment>& path, std::int64_t began)
      : lines_(lines), began_(began), latest_(latest_us(lines)) {
    for (const Segment& segment : path)
      if (segment.line != nullptr) critical_.insert(segment.line->number);
  }

  void add(const Lane& lane, std::size_t lane_number) {
    for (std::size_t at = 0; at < lane.lines.size(); ++at) {
      const JournalLine& line = *lines_[lane.lines[at]];
      column_[0].emplace_back(line.number);
      column_[1].emplace_back(line.parent);
      column_[2].emplace_back(lane_number);
      column_[3].emplace_back(lane.rows[at]);
      column_[4].emplace_back(begin_us(line) - began_);
      column_[5].emplace_back(end_us(line, latest_) - begin_us(line));
      column_[6].emplace_back(waited_us(line));
      column_[7].emplace_back((failed(line) ? 1 : 0) + (is_cold(line) ? 2 : 0) + (line.open ? 4 : 0) +
                              (critical_.contains(line.number) ? 8 : 0));
      column_[8].emplace_back(label(line));
    }
  }

  json::object spans() {
    constexpr const char* names[] = {"line",   "parent",   "lane",  "row",  "beginUs",
                                     "tookUs", "waitedUs", "flags", "label"};
    json::object spans;
    for (std::size_t at = 0; at < std::size(names); ++at) spans[names[at]] = std::move(column_[at]);
    return spans;
  }
  json::array labels() { return std::move(labels_); }

 private:
  std::size_t label(const JournalLine& line) {
    const std::string text = is_transition(line) ? line.operation : label_of(line);
    const auto [found, is_new] = known_.emplace(text, labels_.size());
    if (is_new) labels_.emplace_back(text);
    return found->second;
  }

  const Lines& lines_;
  std::int64_t began_, latest_;
  std::unordered_set<std::uint64_t> critical_;
  std::unordered_map<std::string, std::size_t> known_;
  json::array labels_;
  json::array column_[9];
};

}  // namespace

json::object picture_of(const Lines& lines, Beginning beginning) {
  if (lines.empty()) return {};
  std::int64_t began = begin_us(*lines.front());
  std::size_t open = 0;
  for (const JournalLine* line : lines) {
    began = std::min(began, begin_us(*line));
    if (line->open) ++open;
  }
  const std::int64_t wall = std::max<std::int64_t>(0, latest_us(lines) - began);
  const auto path = critical_path(lines);

  json::array lanes, edges;
  Columns columns(lines, path, began);
  for (const Lane& lane : lanes_of(lines)) {
    columns.add(lane, lanes.size());
    json::object shown = to_json(lane.subject);
    shown["rows"] = lane.row_count;
    lanes.emplace_back(std::move(shown));
  }
  for (const auto& [ends, edge] : graph_of(lines)) {
    edges.push_back(json::object{{"from", to_json(ends.first)},
                                 {"to", to_json(ends.second)},
                                 {"calls", edge.calls},
                                 {"errors", edge.errors}});
  }
  json::object spans = columns.spans();
  return {{"trace", lines.front()->trace},
          {"account", lines.front()->account},
          {"region", lines.front()->region},
          {"began", iso_time(Instant(Duration(began)))},
          {"beganUs", began},
          {"wallUs", wall},
          {"lines", lines.size()},
          {"open", open},
          {"beginning", beginning == Beginning::whole ? "whole" : "gone"},
          {"report", Report(lines).to_json()},
          {"path", path_json(path, began)},
          {"steps", steps_json(steps_of(lines, path), began, wall)},
          {"lanes", std::move(lanes)},
          {"spans", std::move(spans)},
          {"labels", columns.labels()},
          {"graph", std::move(edges)}};
}

}  // namespace orrery::job
