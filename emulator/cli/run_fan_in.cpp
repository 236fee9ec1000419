// orrery run fan-in: a detector, processors of any number, and a creator that runs when all of them have
// ended.
#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "cli/progress.h"
#include "cli/run.h"
#include "cli/run_deploy.h"
#include "cli/run_journal.h"
#include "cli/run_summary.h"
#include "core/entropy.h"
#include "orrery/aws/services.h"

namespace orrery::cli {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

struct Stage {
  const char *function, *called;
};
constexpr Stage stages[] = {
    {"partitions_detector", "detector"}, {"partition_processor", "processors"}, {"table_creator", "creator"}};
constexpr std::string_view written_home =
    "us-east-1:000000000000";  // where the definition says the functions are

struct Ended {
  std::string execution, status, error, cause;
  json::value results;           // what the processors said, in the order of the partitions
  std::vector<std::string> log;  // the creator's own lines
  std::int64_t wall_us = 0;

  bool valid() const { return results.is_array() && !std::ranges::count(results.get_array(), false); }
};

class FanIn {
 public:
  explicit FanIn(Cloud& cloud) : cloud_(cloud), journal_(cloud) {}

  void deploy() {
    const auto files = functions_directory() / "fan_in";
    Deployment deployment(cloud_);
    const std::string account = deployment.account();
    deployment.role("fan-in");
    for (const Stage& stage : stages) {
      const std::string file = std::string(stage.function) + ".py";
      deployment.function({.name = stage.function,
                           .files = {{file, read_file(files / file)}},
                           .runtime = "python3.8",
                           .handler = std::string(stage.function) + ".handler"});
    }
    std::string definition = read_file(files / "machine.asl.json");
    for (auto at = definition.find(written_home); at != std::string::npos;
         at = definition.find(written_home, at + 1)) {
      definition.replace(at, written_home.size(), cloud_.region() + ":" + account);
    }
    machine_ = deployment.machine("fan_in", definition);
  }

  Ended run() {
    Ended ended;
    journal_.begin();
    ended.execution = Entropy(Entropy::seed_from_system()).uuid();
    const auto began = steady_clock::now();
    const std::string arn = aws::states::start_execution(cloud_.aws(), machine_, ended.execution, {});
    wait(arn, ended);
    ended.wall_us =
        std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - began).count();
    if (ended.status == "SUCCEEDED") {
      ended.results = results(arn);
      ended.log = log_lines();
    }
    journal_.complete();
    return ended;
  }

  JournalFollower& journal() { return journal_; }

 private:
  void wait(const std::string& arn, Ended& ended) {
    Progress line;
    for (;; std::this_thread::sleep_for(20ms)) {
      if (interrupted()) throw Interrupted();
      const json::object now =
          cloud_.aws().call_json("states", "AWSStepFunctions.DescribeExecution", {{"executionArn", arn}});
      ended.status = find_text(now, "status").value_or("");
      ended.error = find_text(now, "error").value_or("");
      ended.cause = find_text(now, "cause").value_or("");
      if (ended.status != "RUNNING") return;
      journal_.update();
      line.show(std::to_string(journal_.count("partition_processor").done) + " partitions processed");
    }
  }

  // The history knows them: what the Map handed to the creator.
  json::value results(const std::string& arn) {
    const json::object history = cloud_.aws().call_json("states", "AWSStepFunctions.GetExecutionHistory",
                                                        {{"executionArn", arn}, {"maxResults", 1000}});
    for (const auto& one : history.at("events").as_array()) {
      const json::object& event = one.as_object();
      if (find_text(event, "type") != "MapStateExited") continue;
      const auto output = find_text(event.at("stateExitedEventDetails").as_object(), "output");
      return parse_json(output.value_or("null")).value_or(nullptr);
    }
    return nullptr;
  }

  // What a function printed reaches the log a moment after its answer.
  std::vector<std::string> log_lines() {
    std::vector<std::string> lines;
    for (const auto end = steady_clock::now() + 5s; steady_clock::now() < end;
         std::this_thread::sleep_for(20ms)) {
      lines.clear();
      bool whole = false;
      for (const auto& one : log_events()) {
        std::string text(find_text(one.as_object(), "message").value_or(""));
        while (text.ends_with('\n')) text.pop_back();
        if (text.starts_with("START ")) lines.clear();
        whole = text.starts_with("REPORT ");
        const bool own = !text.starts_with("START ") && !text.starts_with("END ") && !whole;
        if (own && !text.starts_with("INIT_START ")) lines.push_back(std::move(text));
      }
      if (whole) break;
    }
    return lines;
  }

  json::array log_events() {
    try {
      const json::object page = cloud_.aws().call_json("logs", "Logs_20140328.FilterLogEvents",
                                                       {{"logGroupName", "/aws/lambda/table_creator"}});
      return page.at("events").as_array();
    } catch (const aws::Failure&) {
      return {};  // the group is made with the first line
    }
  }

  Cloud& cloud_;
  JournalFollower journal_;
  std::string machine_;
};

void print_fan_in_text(const Ended& ended, const Report& report) {
  row("job", ended.execution + ", " + ended.status);
  std::vector<Lane> lanes;
  for (const Stage& stage : stages) {
    const FunctionReport& function = report.function(stage.function);
    row(stage.called, runs_of(function));
    lanes.push_back({stage.called, function.spans});
  }
  row("results", to_text(ended.results));
  row("wall time", milliseconds(ended.wall_us));
  print_costs(report);
  std::printf("\n%s\n", draw_timeline(lanes, drawing_columns()).c_str());
  for (const std::string& line : ended.log) std::printf("%s\n", line.c_str());
}

void print_fan_in_json(const Ended& ended, const Report& report) {
  json::object summary = {
      {"execution", ended.execution},       {"status", ended.status},
      {"results", ended.results},           {"valid", ended.valid()},
      {"log", json::value_from(ended.log)}, {"wallSecs", static_cast<double>(ended.wall_us) / 1e6}};
  if (!ended.error.empty()) summary["error"] = ended.error;
  if (!ended.cause.empty()) summary["cause"] = ended.cause;
  for (auto& [key, value] : report.to_json()) summary[key] = std::move(value);
  std::puts(to_text(summary).c_str());
}

int run(const RunFanIn& options) {
  Cloud cloud(options.run.house, options.run.endpoint);
  FanIn job(cloud);
  {
    Progress line;
    line.show("deploying to " + cloud.endpoint());
    job.deploy();
  }
  const Ended ended = job.run();
  const Report report(job.journal().lines());
  (options.run.json ? print_fan_in_json : print_fan_in_text)(ended, report);
  std::fflush(stdout);
  if (ended.status == "SUCCEEDED") return 0;
  std::fprintf(stderr, "orrery: the job %s: %s %s\n", ended.status.c_str(), ended.error.c_str(),
               ended.cause.c_str());
  return 1;
}

}  // namespace

int run_fan_in(const RunFanIn& options) {
  return guarded([&] { return run(options); });
}

}  // namespace orrery::cli
