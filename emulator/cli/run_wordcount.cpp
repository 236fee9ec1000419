// orrery run wordcount: the job, its table, and the check against one process.
#include <algorithm>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/progress.h"
#include "cli/run.h"
#include "cli/run_summary.h"
#include "cli/run_text.h"
#include "cli/run_wordcount_job.h"

namespace orrery::cli {
namespace {

std::vector<std::pair<std::string, std::int64_t>> most_frequent(const WordCounts& counts, std::size_t top) {
  std::vector<std::pair<std::string, std::int64_t>> words(counts.begin(), counts.end());
  std::sort(words.begin(), words.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  words.resize(std::min(top, words.size()));
  return words;
}

std::int64_t sum(const WordCounts& counts) {
  std::int64_t total = 0;
  for (const auto& [word, count] : counts) total += count;
  return total;
}

void print_wordcount_text(const RunWordcount& options, const WordCounts& counts, bool right,
                          const Report& report, const WordcountJob& job) {
  row("job", job.session() + ", composed over " + options.compose + ", " + options.emit);
  std::vector<Lane> lanes;
  for (const char* stage : {"mapper", "partition", "reducer", "summary"}) {
    const FunctionReport& function = report.function(job.name(stage));
    row(stage, runs_of(function));
    lanes.push_back({stage, function.spans});
  }
  print_costs(report);
  row("wall time", milliseconds(job.wall_us()));
  std::printf("\n%s\n", draw_timeline(lanes, drawing_columns()).c_str());
  for (const auto& [word, count] : most_frequent(counts, options.top)) {
    std::printf("%8lld  %s\n", static_cast<long long>(count), word.c_str());
  }
  std::printf("\n%lld words, %zu different: %s\n", static_cast<long long>(sum(counts)), counts.size(),
              right ? "as one process counts them" : "NOT as one process counts them");
}

void print_wordcount_json(const RunWordcount& options, const WordCounts& counts, bool right,
                          const Report& report, const WordcountJob& job) {
  json::object top;
  for (const auto& [word, count] : most_frequent(counts, options.top)) top[word] = count;
  json::object summary = {{"session", job.session()},
                          {"compose", options.compose},
                          {"emit", options.emit},
                          {"right", right},
                          {"words", sum(counts)},
                          {"differentWords", counts.size()},
                          {"wallSecs", static_cast<double>(job.wall_us()) / 1e6},
                          {"top", std::move(top)}};
  for (auto& [key, value] : report.to_json()) summary[key] = std::move(value);
  std::puts(to_text(summary).c_str());
}

int run(const RunWordcount& options) {
  std::vector<std::string> paths = options.paths;
  if (paths.empty()) paths.emplace_back("/usr/share/common-licenses");
  const std::string text = read_texts(paths);
  const WordCounts expected = count_words(text);
  if (expected.empty()) throw std::runtime_error("there are no words to count in " + paths.front());

  Cloud cloud(options.run.house, options.run.endpoint);
  WordcountJob job(options, cloud);
  {
    Progress line;
    line.show("deploying to " + cloud.endpoint());
    job.deploy();
  }
  job.start(cut(text, static_cast<std::size_t>(options.chunks)));
  const WordCounts counts = job.wait();
  const bool right = counts == expected;
  const Report report(job.journal().lines());
  (options.run.json ? print_wordcount_json : print_wordcount_text)(options, counts, right, report, job);
  std::fflush(stdout);
  return right ? 0 : 1;
}

}  // namespace

int run_wordcount(const RunWordcount& options) {
  return guarded([&] { return run(options); });
}

}  // namespace orrery::cli
