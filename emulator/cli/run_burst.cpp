// orrery run burst: the job, and what it has to tell.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>

#include "cli/progress.h"
#include "cli/run.h"
#include "cli/run_burst_job.h"
#include "cli/run_summary.h"

namespace orrery::cli {
namespace {

// The times between which the job's phases lie.
struct Phases {
  std::int64_t begin = 0, dispatched = 0, worked = 0, combining = 0, end = 0;
};

Phases phases_of(const Report& report, const BurstJob& job) {
  const auto first = [](const std::vector<Span>& spans) {
    return spans.empty() ? 0 : std::min_element(spans.begin(), spans.end(), [](const Span& a, const Span& b) {
                                 return a.begin_us < b.begin_us;
                               })->begin_us;
  };
  const auto last = [](const std::vector<Span>& spans) {
    std::int64_t end = 0;
    for (const Span& span : spans) end = std::max(end, span.end_us);
    return end;
  };
  Phases phases;
  phases.begin = first(report.function(job.name("dispatch")).spans);
  phases.dispatched = last(report.function(job.name("dispatch")).spans);
  phases.worked = std::max(phases.dispatched, last(report.function(job.name("worker")).spans));
  phases.combining = first(report.function(job.name("combiner")).spans);
  phases.end = last(report.function(job.name("combiner")).spans);
  return phases;
}

// What the end of the job waited for, one after the other.
std::string critical_path(const Phases& phases) {
  if (phases.end == 0) return "the combiner did not run";
  std::string path = "dispatch " + milliseconds(phases.dispatched - phases.begin) + " > last worker ends " +
                     milliseconds(phases.worked - phases.dispatched) + " later";
  if (phases.combining >= phases.worked) {
    path += " > the monitor sees it after " + milliseconds(phases.combining - phases.worked);
  }
  return path + " > combine " + milliseconds(phases.end - phases.combining);
}

std::string shape_text(const RunBurst& options, const BurstResult& result, const Report& report,
                       const BurstJob& job) {
  const std::string batches = counted(static_cast<std::size_t>(result.batches), "batch") + " of " +
                              std::to_string(options.batch_size);
  if (options.maps()) {
    return batches + " in " + counted(report.function(job.name("dispatch")).spans.size(), "wave");
  }
  return counted(report.function(job.name("dispatch")).spans.size(), "dispatcher") + " in " +
         counted(static_cast<std::size_t>(options.levels), "level") + ", branching " +
         std::to_string(result.branching) + ", " + batches;
}

std::string workers_text(const RunBurst& options, const FunctionReport& worker) {
  std::string text =
      options.worker + " in " + options.language + ": " + counted(worker.spans.size(), "invocation");
  if (worker.failed > 0) text += " (" + std::to_string(worker.failed) + " failed)";
  text += ", up to " + std::to_string(job::most_at_once(worker.spans)) + " at once, p50 " +
          milliseconds(worker.percentile_us(0.50)) + ", p99 " + milliseconds(worker.percentile_us(0.99));
  return text;
}

std::string kibibytes(std::uintmax_t bytes) { return std::to_string((bytes + 1023) / 1024) + " KiB"; }

void print_burst_text(const RunBurst& options, const BurstResult& result, const Report& report,
                      const BurstJob& job) {
  const FunctionReport& worker = report.function(job.name("worker"));
  row("job", result.job);
  row(options.maps() ? "map" : "tree", shape_text(options, result, report, job));
  row("workers", workers_text(options, worker));
  row("wall time", milliseconds(result.wall_us));
  row("path", critical_path(phases_of(report, job)));
  print_costs(report);
  std::printf("\n%s\n", draw_timeline({{"dispatch", report.function(job.name("dispatch")).spans},
                                       {"workers", worker.spans},
                                       {"monitor", report.function(job.name("monitor")).spans},
                                       {"combiner", report.function(job.name("combiner")).spans}},
                                      drawing_columns())
                            .c_str());
  if (!result.picture.empty()) {
    row("picture", result.picture + " (" + kibibytes(std::filesystem::file_size(result.picture)) + ")");
  } else if (!result.output.empty()) {
    row("result", to_text(result.output));
  }
}

void print_burst_json(const RunBurst& options, const BurstResult& result, const Report& report,
                      const BurstJob& job) {
  const Phases phases = phases_of(report, job);
  json::object summary = {{"jobId", result.job},
                          {"design", options.design},
                          {"status", result.status},
                          {"completed", result.completed()},
                          {"numBatches", result.batches},
                          {"dispatchers", report.function(job.name("dispatch")).spans.size()},
                          {"wallSecs", static_cast<double>(result.wall_us) / 1e6},
                          {"criticalPathSecs",
                           {{"dispatch", static_cast<double>(phases.dispatched - phases.begin) / 1e6},
                            {"workers", static_cast<double>(phases.worked - phases.dispatched) / 1e6},
                            {"monitor", static_cast<double>(phases.combining - phases.worked) / 1e6},
                            {"combine", static_cast<double>(phases.end - phases.combining) / 1e6}}},
                          {"output", result.output}};
  if (!options.maps()) {
    summary["branchingFactor"] = result.branching;
    summary["numLevels"] = options.levels;
  }
  if (!result.error.empty()) summary["error"] = result.error;
  if (!result.cause.empty()) summary["cause"] = result.cause;
  if (!result.picture.empty()) summary["picture"] = result.picture;
  for (auto& [key, value] : report.to_json()) summary[key] = std::move(value);
  std::puts(to_text(summary).c_str());
}

std::string error_text(const json::value& errors) {
  if (!errors.is_array() || errors.get_array().empty() || !errors.get_array()[0].is_object()) return {};
  const json::object& error = errors.get_array()[0].get_object();
  return text_of(error, "Error") + ": " + text_of(error, "Cause");
}

void explain_failure(const BurstResult& result) {
  if (result.status != "SUCCEEDED") {
    std::fprintf(stderr, "orrery: the job %s: %s %s\n", result.status.c_str(), result.error.c_str(),
                 result.cause.c_str());
    return;
  }
  const auto left = find_number(result.output, "numRemaining").value_or(0);
  const json::value* errors = find(result.output, "batchErrors");
  std::fprintf(stderr, "orrery: the job %s: %lld of %lld batches have no row\n",
               errors ? ("was given up: " + error_text(*errors)).c_str() : "timed out",
               static_cast<long long>(left), static_cast<long long>(result.batches));
}

int run(const RunBurst& options) {
  Cloud cloud(options.run.house, options.run.endpoint);
  BurstJob job(options, cloud);
  {
    Progress line;
    line.show("deploying to " + cloud.endpoint());
    job.deploy();
  }
  job.start();
  job.wait();
  const BurstResult result = job.result();
  const Report report(job.journal().lines());
  (options.run.json ? print_burst_json : print_burst_text)(options, result, report, job);
  std::fflush(stdout);
  if (result.completed()) return 0;
  explain_failure(result);
  return 1;
}

}  // namespace

int run_burst(const RunBurst& options) {
  return guarded([&] { return run(options); });
}

}  // namespace orrery::cli
