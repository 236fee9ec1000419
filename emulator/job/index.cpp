#include "job/index.h"

#include <algorithm>
#include <charconv>
#include <tuple>

namespace orrery::job {
namespace {

constexpr std::uint64_t lines_between_sweeps = 4096;

const JournalLine* find_line(const Journal& journal, std::uint64_t number) {
  const auto& lines = journal.lines();
  if (lines.empty() || number < lines.front().number || number > lines.back().number) return nullptr;
  return &lines[number - lines.front().number];
}

// A trace that began here bears the number of its first line: "1-67891233-00000000000000000000002a".
std::uint64_t first_number(std::string_view trace) {
  constexpr std::string_view zeros = "00000000";
  const auto dash = trace.rfind('-');
  if (dash == std::string_view::npos || !trace.substr(dash + 1).starts_with(zeros)) return 0;
  std::uint64_t number = 0;
  std::from_chars(trace.data() + dash + 1, trace.data() + trace.size(), number, 16);
  return number;
}

}  // namespace

json::object to_json(const Summary& summary) {
  return {{"trace", summary.trace},
          {"beganWith", summary.began_with},
          {"account", summary.account},
          {"region", summary.region},
          {"began", iso_time(Instant(Duration(summary.begin_us)))},
          {"beganUs", summary.begin_us},
          {"wallUs", summary.end_us - summary.begin_us},
          {"lines", summary.lines},
          {"invocations", summary.invocations},
          {"transitions", summary.transitions},
          {"open", summary.open},
          {"failed", summary.failed},
          {"refused", summary.refused}};
}

void Index::update(const Journal& journal) {
  const auto& lines = journal.lines();
  if (lines.empty()) return;
  const std::uint64_t first = lines.front().number;
  const std::uint64_t next = revision_ + 1;
  std::erase_if(open_, [&](const auto& entry) {
    const JournalLine* line = find_line(journal, entry.first);
    if (line != nullptr && line->open) return false;
    revision_ = next;
    --entry.second->open;
    if (line != nullptr) end(*entry.second, *line);
    entry.second->revision = revision_;
    return true;
  });
  if (lines.back().number > seen_) revision_ = next;
  for (std::uint64_t number = std::max(first, seen_ + 1); number <= lines.back().number; ++number) {
    const JournalLine& line = lines[number - first];
    Summary& summary = at(line);
    count(summary, line);
    if (line.open) {
      ++summary.open;
      open_.emplace_back(number, &summary);
    } else {
      end(summary, line);
    }
  }
  seen_ = lines.back().number;
  if (first >= swept_ + lines_between_sweeps) forget(first);
}

void Index::add(const JournalLine& line) {
  ++revision_;
  Summary& summary = at(line);
  count(summary, line);
  end(summary, line);
}

Summary& Index::at(const JournalLine& line) {
  const auto found = traces_.find(line.trace);
  if (found != traces_.end()) return found->second;
  Summary& summary = traces_[line.trace];
  summary.trace = line.trace;
  summary.began_with = label_of(line);
  summary.account = line.account;
  summary.region = line.region;
  summary.begin_us = summary.end_us = begin_us(line);
  summary.first = line.number;
  return summary;
}

void Index::count(Summary& summary, const JournalLine& line) {
  ++summary.lines;
  if (is_invocation(line)) ++summary.invocations;
  if (is_transition(line)) ++summary.transitions;
  summary.end_us = std::max(summary.end_us, begin_us(line));
  summary.revision = revision_;
  summary.numbers.push_back(line.number);
}

void Index::end(Summary& summary, const JournalLine& line) {
  summary.end_us = std::max(summary.end_us, end_us(line, 0));
  if (failed(line)) ++(line.kind == "call" ? summary.refused : summary.failed);
}

void Index::forget(std::uint64_t first_kept) {
  swept_ = first_kept;
  for (auto& [trace, summary] : traces_) {
    auto& numbers = summary.numbers;
    numbers.erase(numbers.begin(), std::lower_bound(numbers.begin(), numbers.end(), first_kept));
  }
  std::erase_if(traces_, [](const auto& entry) { return entry.second.numbers.empty(); });
}

std::vector<const Summary*> Index::changed(std::uint64_t after, std::size_t limit,
                                           bool with_lonely_calls) const {
  std::vector<const Summary*> found;
  for (const auto& [trace, summary] : traces_)
    if (summary.revision > after && (with_lonely_calls || summary.is_job())) found.push_back(&summary);
  const std::size_t kept = std::min(limit, found.size());
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end(),
                    [](const Summary* a, const Summary* b) {
                      return std::tie(a->begin_us, a->first) > std::tie(b->begin_us, b->first);
                    });
  found.resize(kept);
  return found;
}

std::size_t Index::lonely_calls() const {
  return static_cast<std::size_t>(std::count_if(traces_.begin(), traces_.end(),
                                                [](const auto& entry) { return !entry.second.is_job(); }));
}

std::vector<const Summary*> Index::named(std::string_view id) const {
  if (const auto exact = traces_.find(id); exact != traces_.end()) return {&exact->second};
  std::vector<const Summary*> found;
  for (const auto& [trace, summary] : traces_)
    if (!id.empty() && (trace.starts_with(id) || trace.ends_with(id))) found.push_back(&summary);
  return found;
}

Lines Index::lines(const Journal& journal, const Summary& summary) {
  Lines lines;
  for (const std::uint64_t number : summary.numbers)
    if (const JournalLine* line = find_line(journal, number)) lines.push_back(line);
  return lines;
}

Beginning Index::beginning(const Journal& journal, const Summary& summary) {
  const auto& all = journal.lines();
  const std::uint64_t first = all.empty() ? 1 : all.front().number;
  if (first == 1) return Beginning::whole;
  const Lines kept = lines(journal, summary);
  const std::uint64_t own = first_number(summary.trace);
  const bool gone = summary.lines > kept.size() || (own != 0 && own < first) ||
                    std::any_of(kept.begin(), kept.end(), [&](const JournalLine* line) {
                      return line->parent != 0 && line->parent < first;
                    });
  return gone ? Beginning::gone : Beginning::whole;
}

}  // namespace orrery::job
