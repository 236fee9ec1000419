// orrery run star: a project deployed, one message given to a step, and all the work that follows from it.
#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "cli/deploy.h"
#include "cli/progress.h"
#include "cli/run.h"
#include "cli/run_journal.h"
#include "cli/run_summary.h"
#include "orrery/aws/services.h"

namespace orrery::cli {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

// A sweep reads one queue after the other, so that work may slip past it; several that agree do not miss it.
constexpr int quiet_sweeps = 3;

class StarRun {
 public:
  StarRun(const RunStar& options, Cloud& cloud)
      : options_(options),
        cloud_(cloud),
        project_(read_project(options.directory, options.stage)),
        star_(star_of(project_)),
        journal_(cloud) {
    if (star_.steps.empty()) throw std::runtime_error(options.directory + " has no star");
  }

  void deploy() { deploy_project(cloud_, project_); }

  void start() {
    const auto data = parse_json(options_.data);
    if (!data) throw std::runtime_error("--data is not JSON");
    journal_.begin();
    began_ = steady_clock::now();
    aws::lambda_service::invoke(cloud_.aws(), star_.generate,
                                to_text(json::object{{"step", options_.step}, {"data", *data}}));
  }

  void wait() {
    Progress line;
    const auto end = began_ + std::chrono::seconds(options_.timeout_s);
    for (int quiet = 0; quiet < quiet_sweeps;) {
      if (interrupted()) throw Interrupted();
      const steady_clock::time_point asked = steady_clock::now();
      journal_.update();
      const std::string text = sweep();
      quiet = waiting_ == 0 ? quiet + 1 : 0;
      line.show(text);
      if (steady_clock::now() > end) throw std::runtime_error("not finished in time: " + text);
      std::this_thread::sleep_for(
          std::clamp<steady_clock::duration>(10 * (steady_clock::now() - asked), 20ms, 1s));
    }
    wall_us_ = std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - began_).count();
    journal_.complete();
  }

  int report() {
    const Report report(journal_.lines());
    std::int64_t dead = 0;
    json::object steps;
    std::vector<Lane> lanes;
    for (const StarStep& step : star_.steps) {
      const FunctionReport& function = report.function(step.function);
      const std::int64_t lost = depth(step.dead_letters);
      dead += lost;
      lanes.push_back({step.name, function.spans});
      steps[step.name] = {
          {"invocations", function.spans.size()}, {"failed", function.failed}, {"deadLetters", lost}};
      if (!options_.run.json) {
        row(step.name.c_str(),
            runs_of(function) + ", " + counted(static_cast<std::size_t>(lost), "dead letter"));
      }
    }
    if (options_.run.json) {
      json::object summary = {{"steps", std::move(steps)},
                              {"deadLetters", dead},
                              {"wallSecs", static_cast<double>(wall_us_) / 1e6}};
      for (auto& [key, value] : report.to_json()) summary[key] = std::move(value);
      std::puts(to_text(summary).c_str());
    } else {
      print_costs(report);
      row("wall time", milliseconds(wall_us_));
      std::printf("\n%s", draw_timeline(lanes, drawing_columns()).c_str());
    }
    std::fflush(stdout);
    if (dead > 0)
      std::fprintf(stderr, "orrery: %lld messages failed for good\n", static_cast<long long>(dead));
    return dead > 0 ? 1 : 0;
  }

 private:
  // What lies in the queues and is being worked on, told per step.
  std::string sweep() {
    std::string text;
    waiting_ = 0;
    for (const StarStep& step : star_.steps) {
      const std::int64_t left = depth(step.queue);
      const JournalFollower::Count count = journal_.count(step.function);
      waiting_ += left + static_cast<std::int64_t>(count.running);
      text += (text.empty() ? "" : " | ") + step.name + " " + std::to_string(left) + " waiting, " +
              std::to_string(count.running) + " running, " + std::to_string(count.done) + " done";
    }
    return text;
  }

  // Visible, in flight and delayed messages; 0 where there is no such queue.
  std::int64_t depth(const std::string& queue) {
    json::object answer;
    try {
      const json::object found =
          cloud_.aws().call_json("sqs", "AmazonSQS.GetQueueUrl", {{"QueueName", queue}});
      answer = cloud_.aws().call_json(
          "sqs", "AmazonSQS.GetQueueAttributes",
          {{"QueueUrl", *find_text(found, "QueueUrl")}, {"AttributeNames", json::array{"All"}}});
    } catch (const aws::Failure& failure) {
      if (failure.status == 400) return 0;
      throw;
    }
    std::int64_t sum = 0;
    const json::object* attributes = find_object(answer, "Attributes");
    for (const char* name : {"ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible",
                             "ApproximateNumberOfMessagesDelayed"}) {
      if (attributes != nullptr) sum += std::stoll(text_of(*attributes, name, "0"));
    }
    return sum;
  }

  const RunStar& options_;
  Cloud& cloud_;
  Project project_;
  Star star_;
  JournalFollower journal_;
  steady_clock::time_point began_;
  std::int64_t waiting_ = 0, wall_us_ = 0;
};

}  // namespace

int run_star(const RunStar& options) {
  return guarded([&] {
    Cloud cloud(options.run.house, options.run.endpoint);
    StarRun run(options, cloud);
    {
      Progress line;
      line.show("deploying to " + cloud.endpoint());
      run.deploy();
    }
    run.start();
    run.wait();
    return run.report();
  });
}

}  // namespace orrery::cli
