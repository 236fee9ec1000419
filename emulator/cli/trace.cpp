// orrery trace: which jobs ran, and one of them: its functions, its bill, its timeline and critical path.
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

#include "cli/commands.h"
#include "cli/run_summary.h"
#include "cli/timeline.h"
#include "cli/trace_event.h"
#include "cli/trace_source.h"
#include "job/critical_path.h"
#include "job/lanes.h"
#include "job/steps.h"
#include "job/tree.h"

namespace orrery::cli {
namespace {

constexpr std::size_t widest_label = 40;
constexpr std::size_t longest_name =
    64;  // of a function: those of one application often differ at their ends alone

// Styles, where somebody looks.
std::string styled(const char* code, const std::string& text) {
  static const bool terminal = ::isatty(STDOUT_FILENO) != 0;
  return terminal ? std::string("\033[") + code + "m" + text + "\033[0m" : text;
}
std::string bold(const std::string& text) { return styled("1", text); }
std::string faint(const std::string& text) { return styled("2", text); }
std::string red(const std::string& text) { return styled("31", text); }

std::string padded(std::string text, std::size_t width) {
  if (text.size() > width) text = text.substr(0, width - 3) + "...";
  return text + std::string(width - text.size(), ' ');
}

std::string right(const std::string& text, std::size_t width) {
  return std::string(text.size() < width ? width - text.size() : 0, ' ') + text;
}

void print_list(const json::array& traces) {
  std::printf("%s\n", bold(padded("began", 26) + padded("with", widest_label + 1) +
                           "  lines  runs  errors      wall  trace")
                          .c_str());
  for (const json::value& value : traces) {
    const json::object& trace = value.as_object();
    const auto number = [&](const char* name) { return find_number(trace, name).value_or(0); };
    const auto errors = number("failed") + number("refused");
    const std::string shown = right(std::to_string(errors), 8);
    std::printf("%s%s%s%s%s%s  %s%s\n", padded(text_of(trace, "began"), 26).c_str(),
                padded(text_of(trace, "beganWith"), widest_label + 1).c_str(),
                right(std::to_string(number("lines")), 7).c_str(),
                right(std::to_string(number("invocations")), 6).c_str(),
                (errors > 0 ? red(shown) : shown).c_str(), right(milliseconds(number("wallUs")), 10).c_str(),
                text_of(trace, "trace").c_str(), number("open") > 0 ? faint("  still running").c_str() : "");
  }
}

void print_functions(const Report& report) {
  if (report.functions().empty()) return;
  std::size_t width = 8;
  for (const auto& [name, function] : report.functions()) width = std::max(width, name.size());
  width = std::min(width, longest_name);
  std::printf("\n%s\n",
              bold(padded("function", width) + "   runs  failed  cold  at once       p50       p99").c_str());
  for (const auto& [name, function] : report.functions()) {
    const std::string failed = right(std::to_string(function.failed), 8);
    std::printf("%s%s%s%s%s%s%s\n", padded(name, width).c_str(),
                right(std::to_string(function.spans.size()), 7).c_str(),
                (function.failed > 0 ? red(failed) : failed).c_str(),
                right(std::to_string(function.started), 6).c_str(),
                right(std::to_string(job::most_at_once(function.spans)), 9).c_str(),
                right(milliseconds(function.percentile_us(0.50)), 10).c_str(),
                right(milliseconds(function.percentile_us(0.99)), 10).c_str());
  }
}

// Functions and state machines; where there are none, what was called.
std::vector<Lane> drawn_lanes(const job::Lines& lines) {
  const std::int64_t latest = job::latest_us(lines);
  std::vector<Lane> running, called;
  for (const job::Lane& lane : job::lanes_of(lines)) {
    const bool runs = lane.subject.kind == "function" || lane.subject.kind == "machine";
    Lane drawn{.label = lane.subject.name, .spans = {}};
    if (drawn.label.size() > longest_name) drawn.label.resize(longest_name);
    for (const std::size_t at : lane.lines)
      drawn.spans.push_back({job::begin_us(*lines[at]), job::end_us(*lines[at], latest)});
    (runs ? running : called).push_back(std::move(drawn));
  }
  return running.empty() ? called : running;
}

void print_path(const job::Lines& lines) {
  const auto path = job::critical_path(lines);
  if (path.empty()) return;
  const std::int64_t wall = path.back().end_us - path.front().begin_us;
  std::printf("%s\n", bold("critical path, " + milliseconds(wall)).c_str());
  for (const job::Step& step : job::steps_of(lines, path)) {
    char share[16];
    std::snprintf(share, sizeof share, "%5.1f %%",
                  100.0 * static_cast<double>(step.took_us()) / static_cast<double>(wall));
    const bool idle = step.kind == job::Segment::Kind::waits || step.kind == job::Segment::Kind::outside;
    const std::string label =
        step.label + (step.folded > 0 ? ", with " + counted(step.folded, "short step") : "");
    std::printf("%s  %s  %s%s\n", right(milliseconds(step.took_us()), 10).c_str(), share,
                std::string(2 * std::min<std::size_t>(step.depth, 20), ' ').c_str(),
                (idle ? faint(label) : label).c_str());
  }
}

void print_trace(const job::Lines& lines, const FoundTrace& found) {
  const JournalLine& first = *lines.front();
  const std::int64_t wall = job::latest_us(lines) - job::begin_us(first);
  row("trace", first.trace);
  row("began", iso_time(first.began) + " with " + job::label_of(first));
  if (found.beginning == job::Beginning::gone)
    row("incomplete", red("its first lines are gone: the journal dropped its " +
                          std::to_string(found.dropped) + " oldest"));
  row("lines", std::to_string(lines.size()));
  row("wall time", milliseconds(wall));
  const Report report(lines);
  print_costs(report);
  print_functions(report);
  std::printf("\n%s\n", draw_timeline(drawn_lanes(lines), drawing_columns()).c_str());
  print_path(lines);
}

void write_events(const std::string& path, const job::Lines& lines) {
  std::ofstream file(path, std::ios::binary);
  file << to_text(trace_events(lines)) << '\n';
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path);
  std::fprintf(stderr, "%s: open it in https://ui.perfetto.dev or chrome://tracing\n", path.c_str());
}

int print_one(TraceSource& source, const TraceOptions& options, const std::string& id) {
  const FoundTrace found = source.find(id);
  const job::Lines lines = job::lines_of(found.lines);
  if (lines.empty()) throw std::runtime_error("there is no trace " + id);
  if (!options.events_file.empty()) {
    write_events(options.events_file, lines);
  } else if (options.json) {
    std::puts(to_text(job::picture_of(lines, found.beginning)).c_str());
  } else if (options.tree) {
    std::fputs(job::draw_tree(job::tree_of(lines)).c_str(), stdout);
  } else {
    print_trace(lines, found);
  }
  return 0;
}

}  // namespace

int trace(const TraceOptions& options) {
  const auto source = options.journal_file.empty() ? traces_of_endpoint(options.endpoint)
                                                   : traces_of_file(options.journal_file);
  if (!options.id.empty()) return print_one(*source, options, options.id);
  const bool one = options.last || options.tree || !options.events_file.empty();
  const json::array traces = source->list(one ? 1 : options.limit, options.all);
  if (one) {
    if (traces.empty()) throw std::runtime_error("no job has run yet");
    return print_one(*source, options, std::string(find_text(traces[0].as_object(), "trace").value_or("")));
  }
  if (options.json)
    std::puts(to_text(traces).c_str());
  else if (traces.empty())
    std::puts("no job has run yet; --all lists single calls, too");
  else
    print_list(traces);
  return 0;
}

}  // namespace orrery::cli
