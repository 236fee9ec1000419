#include "cli/run_wordcount_job.h"

#include <algorithm>
#include <stdexcept>
#include <thread>

#include "cli/progress.h"
#include "core/entropy.h"
#include "orrery/aws/s3.h"
#include "orrery/aws/services.h"

namespace orrery::cli {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr const char* stages[] = {"mapper", "partition", "reducer", "summary"};

void replace_all(std::string& text, const std::string& what, const std::string& with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

std::string indexed(const std::string& directory, std::size_t index, std::size_t size) {
  return directory + "/index-" + std::to_string(index) + "-outof-" + std::to_string(size) + ".json";
}

bool has_file(const std::vector<PackedFile>& files, std::string_view name) {
  return std::ranges::any_of(files, [&](const PackedFile& file) { return file.name == name; });
}

// The user's own components, or nothing was meant by them.
void check_components(const std::filesystem::path& directory) {
  const auto is_there = [&](const char* stage) { return exists(directory / (stage + std::string(".py"))); };
  if (std::ranges::none_of(stages, is_there))
    throw std::runtime_error("there is no mapper.py, partition.py, reducer.py or summary.py in " +
                             directory.string());
}

}  // namespace

WordcountJob::WordcountJob(const RunWordcount& options, Cloud& cloud)
    : options_(options),
      cloud_(cloud),
      journal_(cloud),
      session_(Entropy(Entropy::seed_from_system()).hex(12)) {}

std::string WordcountJob::name(const std::string& part) const {
  return options_.service + "-" + options_.stage + "-" + part;
}

void WordcountJob::deploy() {
  if (!options_.components.empty()) check_components(options_.components);
  Deployment deployment(cloud_);
  bucket_ = name(deployment.account());
  words_ = name("words-" + session_);
  deployment.role(name("role"));
  deployment.bucket(bucket_);
  deployment.bucket(words_);
  if (options_.compose == "dynamodb" || options_.compose == "streams") {
    table_ = name("sessions");
    stream_ = deployment.table(
        table_, json::array{json::object{{"AttributeName", "sessionID"}, {"AttributeType", "S"}}},
        json::array{json::object{{"AttributeName", "sessionID"}, {"KeyType", "HASH"}}},
        options_.compose == "streams" ? "NEW_IMAGE" : "");
  }
  deploy_stage(deployment, "mapper", "partition", "all");
  deploy_stage(deployment, "partition", "reducer", "each");
  deploy_stage(deployment, "reducer", "summary", "all");
  deploy_stage(deployment, "summary", "", "");
  connect(deployment);
}

void WordcountJob::deploy_stage(Deployment& deployment, const std::string& stage, const std::string& next,
                                const char* input) {
  const std::filesystem::path home = functions_directory() / "mapreduce";
  json::object config = {{"name", stage}, {"component", stage + ".handler"}, {"bucket", bucket_}};
  if (!table_.empty()) config["table"] = table_;
  if (!next.empty()) config["next"] = {{"name", next}, {"function", name(next)}, {"input", input}};
  if (stage == "mapper" && options_.fail_share > 0) {
    config["fault"] = {{"share", options_.fail_share}, {"seed", options_.fail_seed}};
  }
  FunctionToDeploy function{.name = name(stage)};
  function.files = files_below(home / "compose");
  const std::string component = stage + ".py";
  if (!options_.components.empty())
    for (PackedFile& file : files_below(options_.components)) function.files.push_back(std::move(file));
  if (!has_file(function.files, component))
    function.files.push_back({component, read_file(home / "components" / component)});
  function.files.push_back({"unum_config.json", to_text(config)});
  function.runtime = "python3.12";
  function.handler = "over_" + options_.compose + ".handler";
  function.memory_mb = 512;
  function.timeout_s = options_.timeout_s;
  functions_.emplace_back(stage, deployment.function(function));
}

// What starts the stages where no function does.
void WordcountJob::connect(Deployment& deployment) {
  if (options_.compose == "streams") {
    for (const auto& [stage, function] : functions_) {
      const json::object pattern = {{"eventName", {"INSERT", "MODIFY"}},
                                    {"dynamodb", {{"NewImage", {{"for", {{"S", json::array{stage}}}}}}}}};
      deployment.mapping(
          stream_, function,
          {{"StartingPosition", "TRIM_HORIZON"},
           {"BatchSize", 1},
           {"ParallelizationFactor", 10},
           {"MaximumRetryAttempts", 5},
           {"FilterCriteria", {{"Filters", json::array{json::object{{"Pattern", to_text(pattern)}}}}}}});
    }
  } else if (options_.compose == "s3") {
    const auto arn = [&](std::size_t stage) { return functions_[stage].second; };
    deployment.notifications(
        bucket_,
        {{"mapper/", arn(0)}, {"mapper-out/", arn(1)}, {"reducer/", arn(2)}, {"reducer-out/", arn(3)}});
  } else if (options_.compose == "states") {
    std::string definition = read_file(functions_directory() / "mapreduce" / "states.asl.json");
    for (const auto& [stage, function] : functions_) replace_all(definition, "${" + stage + "}", function);
    machine_ = deployment.machine(name("wordcount"), definition);
  }
}

json::object WordcountJob::work(std::size_t index) const {
  const std::string key = session_ + "/chunk-" + std::to_string(index);
  return {{"text", {{"$text", {{"bucket", bucket_}, {"key", key}}}}},
          {"destination", words_},
          {"mapper", index},
          {"emit", options_.emit},
          {"numReducer", options_.reducers}};
}

void WordcountJob::start(const std::vector<std::string>& chunks) {
  chunks_ = chunks.size();
  journal_.begin();
  for (std::size_t index = 0; index < chunks.size(); ++index) {
    aws::s3::put_object(cloud_.aws(), {bucket_, session_ + "/chunk-" + std::to_string(index)}, chunks[index],
                        "text/plain; charset=utf-8");
  }
  began_ = steady_clock::now();
  cloud_.aws().carry_trace(trace_header(new_trace_root()));  // all mappers begin one job
  if (options_.compose == "states") {
    json::array data;
    for (std::size_t index = 0; index < chunks_; ++index) {
      data.push_back({{"session", session_}, {"index", index}, {"data", work(index)}});
    }
    execution_ = aws::states::start_execution(cloud_.aws(), machine_, session_, {{"data", std::move(data)}});
  } else {
    for (std::size_t index = 0; index < chunks_; ++index) start_one(index, chunks_);
  }
  cloud_.aws().carry_trace({});
}

void WordcountJob::start_one(std::size_t index, std::size_t size) {
  if (options_.compose == "s3") {
    aws::s3::put_object(cloud_.aws(), {bucket_, indexed("mapper/" + session_, index, size)},
                        to_text(work(index)), "application/json");
  } else if (options_.compose == "streams") {
    aws::dynamodb::call(
        cloud_.aws(), "PutItem",
        {{"TableName", table_},
         {"Item",
          {{"sessionID", aws::dynamodb::text(session_ + "/mapper/work-" + std::to_string(index))},
           {"for", aws::dynamodb::text("mapper")},
           {"session", aws::dynamodb::text(session_)},
           {"index", aws::dynamodb::number(static_cast<std::int64_t>(index))},
           {"fanOutSize", aws::dynamodb::number(static_cast<std::int64_t>(size))},
           {"data", aws::dynamodb::text(to_text(work(index)))}}}});
  } else {
    const json::object event = {
        {"data", work(index)},
        {"unum_metadata",
         {{"session", session_},
          {"returnValueStore", {{"type", "s3"}, {"bucket", bucket_}, {"directory", session_ + "/mapper"}}},
          {"index", index},
          {"fanOutSize", size}}}};
    aws::lambda_service::invoke_async(cloud_.aws(), name("mapper"), to_text(event));
  }
}

std::string WordcountJob::progress() const {
  std::string text;
  for (const auto& [stage, function] : functions_) {
    const JournalFollower::Count count = journal_.count(name(stage));
    text += (text.empty() ? "" : " | ") + stage + " " + std::to_string(count.done) + " done";
    if (count.running > 0) text += ", " + std::to_string(count.running) + " running";
    if (count.failed > 0) text += ", " + std::to_string(count.failed) + " failed";
  }
  return text;
}

WordCounts WordcountJob::wait() {
  Progress line;
  const auto end = began_ + std::chrono::seconds(options_.timeout_s);
  for (;;) {
    if (interrupted()) throw Interrupted();
    const steady_clock::time_point asked = steady_clock::now();
    const shim::HttpAnswer answer = cloud_.aws().send(
        {.service = "s3", .method = "GET", .path = "/" + bucket_ + "/" + session_ + "/result.json"});
    if (answer.status == 200) {
      wall_us_ = std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - began_).count();
      WordCounts counts;
      const json::value body = json::parse(answer.body);
      for (const auto& [word, count] : body.as_object()) {
        counts[std::string(word)] = count.to_number<std::int64_t>();
      }
      journal_.complete();
      return counts;
    }
    if (answer.status != 404) throw aws::s3::failure(answer);
    if (!execution_.empty()) {
      const json::object now = cloud_.aws().call_json("states", "AWSStepFunctions.DescribeExecution",
                                                      {{"executionArn", execution_}});
      const auto status = find_text(now, "status").value_or("");
      if (status != "RUNNING" && status != "SUCCEEDED") {
        throw std::runtime_error("the execution " + std::string(status) + ": " + text_of(now, "cause"));
      }
    }
    journal_.update();
    line.show(progress());
    if (steady_clock::now() > end) throw std::runtime_error("no result in time: " + progress());
    std::this_thread::sleep_for(
        std::clamp<steady_clock::duration>(10 * (steady_clock::now() - asked), 20ms, 1s));
  }
}

}  // namespace orrery::cli
