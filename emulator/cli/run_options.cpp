// The options of orrery run.
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/deploy.h"
#include "cli/faults.h"
#include "cli/remote.h"
#include "cli/run.h"
#include "cli/run_package.h"
#include "core/number.h"

namespace orrery::cli {
namespace {

// The options every job has.
class Common {
 public:
  Common(CLI::App& command, RunOptions& run);
  // Once the line is parsed: what has to be converted.
  void finish(RunOptions& run) const {
    run.house.clock = *parse_clock_mode(clock_);
    if (seed_option_->count() > 0) run.house.seed = seed_;
    if (!data_.empty()) run.house.data = data_;
    if (!faults_.empty()) run.house.faults = read_fault_rules(faults_);
  }

 private:
  std::string clock_ = "real";
  std::uint64_t seed_ = 0;
  CLI::Option* seed_option_;
  std::string data_, faults_;
};

Common::Common(CLI::App& command, RunOptions& run) {
  command.add_option("--endpoint", run.endpoint, "run there instead of in an emulator of its own")
      ->check(wrong_endpoint);
  command.add_flag("--json", run.json, "print the summary as JSON");
  command.add_option("--clock", clock_, "real; auto: jumps over idle waits")
      ->check(CLI::IsMember({"real", "auto"}))
      ->capture_default_str();
  seed_option_ = command.add_option("--seed", seed_, "repeat the same ids and chances");
  command.add_option("--data-dir", data_, "keep the emulator's state here")->check(no_name);
  command.add_option("--faults", faults_, "calls and runs that go wrong on purpose: rules in YAML or JSON")
      ->check(CLI::ExistingFile);
  command.add_option("--journal", run.house.journal_file,
                     "append one JSON line per call and invocation here");
  command
      .add_option("--async-retry-seconds", run.house.async_retry_seconds,
                  "first delay before a failed asynchronous invocation is tried again (AWS: 60)")
      ->check(CLI::Range(0.0, 86'400.0));
}

// "0..1200"
std::string read_shape(const std::string& text, RunBurst& burst) {
  const std::size_t dots = std::min(text.find(".."), text.size());
  const std::string_view whole = text;
  const auto start = read_number<std::int64_t>(whole.substr(0, dots));
  const auto end = read_number<std::int64_t>(whole.substr(std::min(dots + 2, whole.size())));
  if (!start || !end || *end < *start) return "must be START..END, for example 0..1200";
  burst.start = *start;
  burst.end = *end;
  return {};
}

void add_burst(CLI::App& run, int& code) {
  CLI::App* command = run.add_subcommand(
      "burst",
      "workers for the batches of a range, and a combiner of what they did; draws the Mandelbrot set");
  const auto burst = std::make_shared<RunBurst>();
  const auto common = std::make_shared<Common>(*command, burst->run);
  command
      ->add_option("--design", burst->design,
                   "classic: a tree of dispatchers and a monitor; map: a state machine's distributed Map")
      ->check(CLI::IsMember({"classic", "map"}))
      ->capture_default_str();
  const auto worker =
      command->add_option("--worker", burst->worker, "mandelbrot; noop: no work; faulty: fails on purpose")
          ->check(CLI::IsMember({"mandelbrot", "noop", "faulty"}));
  command->add_option("--workers", burst->language, "the language of the workers: cpp, python or node")
      ->check(CLI::IsMember({"cpp", "python", "node"}))
      ->capture_default_str();
  const CLI::Range side(1, 100'000);
  command->add_option("--width", burst->width, "of the picture")->check(side)->capture_default_str();
  command->add_option("--height", burst->height, "of the picture")->check(side)->capture_default_str();
  command->add_option("--tile", burst->tile, "side of a tile")->check(side)->capture_default_str();
  command->add_option("--batch-size", burst->batch_size, "tiles or items per worker")->capture_default_str();
  const auto levels = command->add_option("--levels", burst->levels, "classic: levels of dispatchers");
  levels->capture_default_str();
  command->add_option("--max-parallelism", burst->max_parallelism,
                      "classic: batches grow where there would be more; map: batches of one wave");
  const auto tolerated = command
                             ->add_option("--tolerated-failures", burst->tolerated_percentage,
                                          "map: percentage of the batches that may fail (10)")
                             ->check(CLI::Range(0, 100));
  const auto shape = command->add_option_function<std::string>(
      "--shape",
      [burst](const std::string& text) {
        if (const std::string wrong = read_shape(text, *burst); !wrong.empty()) {
          throw CLI::ValidationError("--shape", wrong);
        }
      },
      "START..END: a range without a picture");
  command->add_option("--start", burst->start, "first item of the range");
  command->add_option("--end", burst->end, "one past its last item");
  command->add_option("--job-timeout", burst->job_timeout_s, "seconds until the combiner gets what there is")
      ->capture_default_str();
  command->add_option("--worker-timeout", burst->worker_timeout_s, "seconds one worker may take")
      ->capture_default_str();
  command->add_option("--memory", burst->memory_mb, "megabytes of a worker")->capture_default_str();
  command->add_option("--parameters", burst->parameters, "JSON object merged into jobParameters");
  command->add_option("--service", burst->service, "names begin with SERVICE-STAGE-")->capture_default_str();
  command->add_option("--stage", burst->stage, "names begin with SERVICE-STAGE-")->capture_default_str();
  command->add_option("--out", burst->out, "where the picture is written")->capture_default_str();
  command->callback([burst, common, worker, shape, levels, tolerated, &code] {
    common->finish(burst->run);
    if (burst->maps() && levels->count() > 0)
      throw CLI::ValidationError("--levels", "belongs to --design classic");
    if (!burst->maps() && tolerated->count() > 0)
      throw CLI::ValidationError("--tolerated-failures", "belongs to --design map");
    const bool range = shape->count() > 0 || burst->end.has_value();
    if (range && worker->count() == 0) burst->worker = "noop";
    code = run_burst(*burst);
  });
}

void add_wordcount(CLI::App& run, int& code) {
  CLI::App* command =
      run.add_subcommand("wordcount", "MapReduce: counts the words of files, checked against one process");
  const auto job = std::make_shared<RunWordcount>();
  const auto common = std::make_shared<Common>(*command, job->run);
  command->add_option("paths", job->paths, "files and directories (/usr/share/common-licenses)");
  command->add_option("--compose", job->compose, "how the functions are joined")
      ->check(CLI::IsMember({"http", "dynamodb", "streams", "s3", "states"}))
      ->capture_default_str();
  command
      ->add_option("--emit", job->emit,
                   "combined: one object per distinct word of a chunk; occurrence: per word")
      ->check(CLI::IsMember({"combined", "occurrence"}))
      ->capture_default_str();
  command
      ->add_option("--components", job->components,
                   "your own mapper.py, partition.py, reducer.py or summary.py, and what they import")
      ->check(CLI::ExistingDirectory);
  command->add_option("--chunks", job->chunks, "mappers")->check(CLI::Range(1, 10000))->capture_default_str();
  command->add_option("--reducers", job->reducers, "reducers")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command->add_option("--fail", job->fail_share, "share of the mappers that fail once, from 0 to 1")
      ->check(CLI::Range(0.0, 1.0));
  command->add_option("--fail-seed", job->fail_seed, "chooses which")->capture_default_str();
  command->add_option("--timeout", job->timeout_s, "seconds until the job is given up")
      ->capture_default_str();
  command->add_option("--top", job->top, "words shown")->capture_default_str();
  command->add_option("--service", job->service, "names begin with SERVICE-STAGE-")->capture_default_str();
  command->add_option("--stage", job->stage, "names begin with SERVICE-STAGE-")->capture_default_str();
  command->callback([job, common, &code] {
    common->finish(job->run);
    code = run_wordcount(*job);
  });
}

void add_star(CLI::App& run, int& code) {
  CLI::App* command = run.add_subcommand("star", "steps joined by queues: runs until nothing is left to do");
  const auto star = std::make_shared<RunStar>();
  const auto common = std::make_shared<Common>(*command, star->run);
  command->add_option("directory", star->directory, "of a serverless.yml with a star")->required();
  command->add_option("--step", star->step, "gets the first message")->required();
  command->add_option("--data", star->data, "what the message says, JSON")->capture_default_str();
  command->add_option("--stage", star->stage, "of the deployment");
  command->add_option("--timeout", star->timeout_s, "seconds until the job is given up")
      ->capture_default_str();
  command->callback([star, common, &code] {
    common->finish(star->run);
    code = run_star(*star);
  });
}

// "NAME=VALUE"
std::pair<std::string, std::string> named(const std::string& option, const std::string& text) {
  const auto sign = text.find('=');
  if (sign == std::string::npos || sign == 0 || sign + 1 == text.size())
    throw CLI::ValidationError(option, "must be NAME=VALUE: " + text);
  return {text.substr(0, sign), text.substr(sign + 1)};
}

// The action in a file. Throws where it is none.
std::string read_action(const std::string& path) {
  const std::string text = read_file(path);
  const auto action = parse_json(text);
  if (!action) throw CLI::ValidationError("--action", path + " is not JSON");
  if (!action->is_object() || !find_text(action->get_object(), "action"))
    throw CLI::ValidationError("--action", path + " must be an object with an \"action\", such as \"run\"");
  return text;
}

void add_tasks(CLI::App& run, int& code) {
  CLI::App* command =
      run.add_subcommand("tasks", "a task server: functions run in order, which queue further actions");
  const auto tasks = std::make_shared<RunTasks>();
  const auto common = std::make_shared<Common>(*command, tasks->run);
  command
      ->add_option_function<std::string>(
          "--action", [tasks](const std::string& path) { tasks->action = read_action(path); },
          "a file with the action to run, JSON; without it the demo's")
      ->check(CLI::ExistingFile);
  command
      ->add_option_function<std::vector<std::string>>(
          "--task",
          [tasks](const std::vector<std::string>& all) {
            for (const std::string& text : all) tasks->tasks.push_back(named("--task", text));
          },
          "NAME=DIRECTORY or NAME=FUNCTION: what runs the tasks of this name; may be repeated")
      ->allow_extra_args(false);
  command
      ->add_option_function<std::vector<std::string>>(
          "--object",
          [tasks](const std::vector<std::string>& all) {
            for (const std::string& text : all) tasks->objects.push_back(named("--object", text));
          },
          "NAME=FILE or NAME=URL: an object that the action calls $NAME; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--instance", tasks->instance, "names begin with it")
      ->check([](const std::string& name) {
        const bool fits =
            name.size() >= 2 && name.size() <= 25 && name[0] >= 'a' && name[0] <= 'z' &&
            name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
        return fits ? std::string() : "must be 2 to 25 of a-z, 0-9 and -, a letter first";
      })
      ->capture_default_str();
  command->add_option("--timeout", tasks->timeout_s, "seconds until the job is given up")
      ->check(CLI::Range(1, 86'400))
      ->capture_default_str();
  command->callback([tasks, common, &code] {
    if (tasks->action.empty() && tasks->instance != RunTasks().instance)
      throw CLI::ValidationError("--instance",
                                 "the demo's functions call xina-queue; another needs an --action");
    common->finish(tasks->run);
    code = run_tasks(*tasks);
  });
}

void add_fan_in(CLI::App& run, int& code) {
  CLI::App* command = run.add_subcommand(
      "fan-in", "processors of any number and one creator that runs when all of them have ended");
  const auto job = std::make_shared<RunFanIn>();
  const auto common = std::make_shared<Common>(*command, job->run);
  command->callback([job, common, &code] {
    common->finish(job->run);
    code = run_fan_in(*job);
  });
}

}  // namespace

void add_run(CLI::App& app, int& code) {
  CLI::App* run = app.add_subcommand("run", "run a job that comes with orrery, and show what it does");
  run->require_subcommand(1);
  add_burst(*run, code);
  add_wordcount(*run, code);
  add_star(*run, code);
  add_tasks(*run, code);
  add_fan_in(*run, code);
}

void add_deploy(CLI::App& app, int& code) {
  CLI::App* command = app.add_subcommand(
      "deploy", "deploy a serverless.yml, or a SAM or CloudFormation template with its code");
  const auto options = std::make_shared<DeployOptions>();
  command->add_option("file", options->path, "serverless.yml, template.yaml, or the directory of one")
      ->capture_default_str();
  command->add_option("--stage", options->stage, "of a serverless.yml");
  command->add_option("--stack-name", options->stack_name, "of a template; its directory's name otherwise");
  command->add_option("--parameter", options->parameters, "of a template: NAME=VALUE")
      ->allow_extra_args(false);
  command
      ->add_option("--endpoint", options->endpoint, "where to (AWS_ENDPOINT_URL, or http://127.0.0.1:4566)")
      ->check(wrong_endpoint);
  command->callback([options, &code] { code = deploy(*options); });
}

}  // namespace orrery::cli
