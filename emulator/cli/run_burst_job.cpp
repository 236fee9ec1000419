#include "cli/run_burst_job.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "cli/progress.h"
#include "orrery/aws/s3.h"
#include "orrery/aws/services.h"

namespace orrery::cli {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

}  // namespace

bool BurstResult::completed() const {
  const json::value* timed_out = find(output, "timedOut");
  return status == "SUCCEEDED" && find(output, "batchErrors") == nullptr &&
         (timed_out == nullptr || !timed_out->is_bool() || !timed_out->get_bool());
}

BurstJob::BurstJob(const RunBurst& options, Cloud& cloud)
    : options_(options), cloud_(cloud), trace_(new_trace_root()), journal_(cloud, trace_) {}

std::string BurstJob::name(const std::string& part) const {
  return options_.service + "-" + options_.stage + "-" + part;
}

FunctionToDeploy BurstJob::worker() const {
  const bool draws = options_.worker == "mandelbrot";
  const std::string base = draws ? "worker" : options_.worker;
  FunctionToDeploy function{.name = name("worker")};
  std::filesystem::path directory = functions_directory() / "burst" / base;
  function.memory_mb = options_.memory_mb;
  function.timeout_s = options_.worker_timeout_s;
  if (options_.language == "cpp") {
    function.files = files_below(directory);
    return function;
  }
  directory += "-" + options_.language;
  function.handler = base + ".handler";
  function.runtime = options_.language == "python" ? "python3.12" : "nodejs20.x";
  if (!std::filesystem::exists(directory)) {
    throw std::runtime_error("there is no " + options_.worker + " worker in " + options_.language);
  }
  function.files = files_below(directory);
  return function;
}

void BurstJob::deploy() {
  const std::filesystem::path home = functions_directory() / "burst";
  Deployment deployment(cloud_);
  bucket_ = name(deployment.account());
  const std::string table = name("tasks");
  deployment.role(name("role"));
  deployment.bucket(bucket_);
  deployment.table(table,
                   {{{"AttributeName", "jobId"}, {"AttributeType", "S"}},
                    {{"AttributeName", "batchId"}, {"AttributeType", "N"}}},
                   {{{"AttributeName", "jobId"}, {"KeyType", "HASH"}},
                    {{"AttributeName", "batchId"}, {"KeyType", "RANGE"}}});
  deployment.expire(table, "ttl");
  deployment.function({.name = name("monitor"), .files = files_below(home / "monitor")});
  options_.maps() ? deploy_map(deployment, table) : deploy_classic(deployment, table);
  deployment.function(worker());
  const char* combiner = options_.worker == "mandelbrot" ? "combiner" : "tally";
  deployment.function(
      {.name = name("combiner"), .files = files_below(home / combiner), .memory_mb = 512, .timeout_s = 300});
}

void BurstJob::deploy_classic(Deployment& deployment, const std::string& table) {
  const std::filesystem::path home = functions_directory() / "burst";
  machine_ = deployment.machine(name("lifecycle"), read_file(home / "lifecycle.asl.json"));
  deployment.function({.name = name("dispatch"),
                       .files = files_below(home / "dispatch"),
                       .environment = {{"TASKS_TABLE", table},
                                       {"STATE_MACHINE_ARN", machine_},
                                       {"MONITOR_FUNCTION_NAME", name("monitor")},
                                       {"JOB_TIMEOUT_SECS", "60"}}});
}

void BurstJob::deploy_map(Deployment& deployment, const std::string& table) {
  const std::filesystem::path home = functions_directory() / "burst" / "map";
  machine_ = deployment.machine(name("lifecycle"), read_file(home / "lifecycle.asl.json"));
  deployment.function({.name = name("cleanup"), .files = files_below(home / "cleanup")});
  deployment.function({.name = name("dispatch"),
                       .files = files_below(home / "dispatch"),
                       .environment = {{"TASKS_TABLE", table},
                                       {"STATE_MACHINE_ARN", machine_},
                                       {"MONITOR_FUNCTION_NAME", name("monitor")},
                                       {"CLEANUP_FUNCTION_NAME", name("cleanup")},
                                       {"MAP_JOBS_INPUTS_BUCKET_NAME", bucket_},
                                       {"JOB_TIMEOUT_SECS", "60"}}});
}

std::int64_t BurstJob::items() const {
  const auto across = (options_.width + options_.tile - 1) / options_.tile;
  const auto down = (options_.height + options_.tile - 1) / options_.tile;
  return std::int64_t{across} * down;
}

json::object BurstJob::parameters() const {
  json::object parameters;
  if (options_.worker == "mandelbrot") {
    parameters = {{"bucket", bucket_},
                  {"width", options_.width},
                  {"height", options_.height},
                  {"tileSize", options_.tile}};
  }
  if (options_.parameters.empty()) return parameters;
  const auto more = parse_json(options_.parameters);
  if (!more || !more->is_object()) throw std::runtime_error("--parameters is not a JSON object");
  for (const auto& [key, value] : more->get_object()) parameters[key] = value;
  return parameters;
}

json::object BurstJob::event() const {
  const bool maps = options_.maps();
  json::object event = {{"workerFunctionName", name("worker")},
                        {"combinerFunctionName", name("combiner")},
                        {maps ? "datasetStartIndex" : "startIndex", options_.start.value_or(0)},
                        {maps ? "datasetEndIndex" : "endIndex", options_.end.value_or(items())},
                        {"batchSize", options_.batch_size},
                        {maps ? "jobsTimeoutSecs" : "searchTimeoutSecs", options_.job_timeout_s},
                        {"jobParameters", parameters()}};
  if (!maps) event["numLevels"] = options_.levels;
  if (options_.max_parallelism) event["maxParallelism"] = *options_.max_parallelism;
  if (options_.tolerated_percentage) event["toleratedPercentageFailure"] = *options_.tolerated_percentage;
  return event;
}

void BurstJob::start() {
  const std::string body = to_text(event());
  const steady_clock::time_point began = steady_clock::now();
  const shim::HttpAnswer answer = cloud_.aws().send(
      {.service = "lambda",
       .path = "/2015-03-31/functions/" + name("dispatch") + "/invocations",
       .headers = {{"Content-Type", "application/json"}, {"X-Amzn-Trace-Id", trace_header(trace_)}},
       .body = body});
  if (answer.status >= 300) throw aws::Client::json_failure(answer);
  const auto reply = parse_json(answer.body);
  if (!answer.header("X-Amz-Function-Error").empty() || !reply || !reply->is_object()) {
    const auto why =
        reply && reply->is_object() ? find_text(reply->get_object(), "errorMessage") : std::nullopt;
    throw std::runtime_error("dispatch refused the job: " + std::string(why.value_or(answer.body)));
  }
  result_.job = std::string(find_text(reply->get_object(), "jobId").value_or(""));
  result_.batches = find_number(reply->get_object(), "numBatches").value_or(0);
  result_.branching = find_number(reply->get_object(), "branchingFactor").value_or(0);
  result_.wall_us = -std::chrono::duration_cast<std::chrono::microseconds>(began.time_since_epoch()).count();
}

json::object BurstJob::describe() {
  std::string arn = machine_ + ":" + result_.job;
  arn.replace(arn.find(":stateMachine:"), 14, ":execution:");
  return cloud_.aws().call_json("states", "AWSStepFunctions.DescribeExecution", {{"executionArn", arn}});
}

std::string BurstJob::progress() const {
  const JournalFollower::Count workers = journal_.count(name("worker"));
  // The state machine calls the workers of the map design itself.
  const std::size_t asked = std::max(workers.asked, workers.running + workers.done + workers.failed);
  std::string text = std::to_string(asked) + " of " + std::to_string(result_.batches) +
                     " batches dispatched, " + std::to_string(workers.running) + " running, " +
                     std::to_string(workers.done) + " done, " + std::to_string(workers.failed) + " failed";
  if (journal_.count(name("combiner")).running > 0) text += ", combining";
  return text;
}

void BurstJob::wait() {
  Progress line;
  for (;;) {
    if (interrupted()) throw Interrupted();
    const steady_clock::time_point asked = steady_clock::now();
    const json::object execution = describe();
    result_.status = text_of(execution, "status");
    if (result_.status != "RUNNING") {
      result_.error = text_of(execution, "error");
      result_.cause = text_of(execution, "cause");
      const auto output = parse_json(find_text(execution, "output").value_or("{}"));
      if (output && output->is_object()) result_.output = output->get_object();
      result_.wall_us +=
          std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now().time_since_epoch())
              .count();
      return;
    }
    journal_.update();
    line.show(progress());
    // Looking costs the emulator a tenth of a core at most.
    std::this_thread::sleep_for(
        std::clamp<steady_clock::duration>(10 * (steady_clock::now() - asked), 20ms, 1s));
  }
}

std::string BurstJob::download(const json::object& output) {
  const auto bucket = find_text(output, "bucket"), key = find_text(output, "key");
  if (!bucket || !key) return {};
  const std::string picture = aws::s3::get_object(cloud_.aws(), {std::string(*bucket), std::string(*key)});
  std::ofstream file(options_.out, std::ios::binary);
  file << picture;
  file.close();
  if (!file) throw std::runtime_error("cannot write " + options_.out);
  return std::filesystem::absolute(options_.out).string();
}

BurstResult BurstJob::result() {
  result_.picture = download(result_.output);
  journal_.complete();
  return result_;
}

}  // namespace orrery::cli
