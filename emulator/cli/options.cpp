#include "cli/options.h"

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/completion.h"
#include "cli/deploy.h"
#include "cli/faults.h"
#include "cli/remote.h"
#include "cli/run.h"
#include "cli/run_package.h"

namespace orrery::cli {
namespace {

struct Chosen {
  int code = 2;
  HouseOptions house;
  std::string clock = "real";
  std::string data, faults, mocks;
  std::uint64_t seed = 0;
  std::vector<std::string> command;
  std::string endpoint;
  LogsOptions logs;
  PeekOptions peek;
  NewFault fault;
  TraceOptions trace;
  double advance_s = 0;
};

void add_house_options(CLI::App& command, Chosen& chosen) {
  command.add_option("--host", chosen.house.host, "address to listen on")->capture_default_str();
  CLI::Option* data =
      command
          .add_option("--data-dir", chosen.data, "keep everything here; without it all is gone at the end")
          ->check(no_name);
  command
      .add_flag("--fsync", chosen.house.fsync,
                "with --data-dir: writes survive a power cut, not only kill -9")
      ->needs(data);
  command
      .add_option("--clock", chosen.clock,
                  "real; virtual: stands still until 'orrery clock advance'; auto: jumps over idle waits")
      ->check(CLI::IsMember({"real", "virtual", "auto"}))
      ->capture_default_str();
  command.add_option("--seed", chosen.seed, "repeat the same ids and chances");
  command
      .add_option("--faults", chosen.faults,
                  "calls and runs that go wrong on purpose: rules in YAML or JSON, see 'orrery faults'")
      ->check(CLI::ExistingFile);
  command
      .add_option("--mock-config", chosen.mocks,
                  "what Tasks answer in test cases: the MockConfigFile.json of Step Functions Local")
      ->envname("SFN_MOCK_CONFIG")
      ->check(CLI::ExistingFile);
  command.add_option("--journal", chosen.house.journal_file,
                     "append one JSON line per call and invocation here");
  command.add_option("--allow-host", chosen.house.allowed_hosts, "accept requests for this host name too");
  command.add_option("--allow-origin", chosen.house.allowed_origins,
                     "let pages of this origin call; * for all");
  command
      .add_option("--async-retry-seconds", chosen.house.async_retry_seconds,
                  "first delay before a failed asynchronous invocation is tried again (AWS: 60)")
      ->check(CLI::Range(0.0, 86'400.0));
  command
      .add_option("--table-delay", chosen.house.table_delay_seconds,
                  "seconds for which tables of DynamoDB stay CREATING or UPDATING")
      ->check(CLI::Range(0.0, 86'400.0))
      ->capture_default_str();
  command.add_option("--stream-shards", chosen.house.stream_shards, "shards of a new stream of DynamoDB")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
}

HouseOptions house_options(const CLI::App& command, const Chosen& chosen) {
  HouseOptions options = chosen.house;
  options.clock = *parse_clock_mode(chosen.clock);
  if (!chosen.data.empty()) options.data = chosen.data;
  if (!chosen.faults.empty()) options.faults = read_fault_rules(chosen.faults);
  if (!chosen.mocks.empty()) options.mocks = read_file(chosen.mocks);
  if (command.count("--seed") > 0) options.seed = chosen.seed;
  return options;
}

void add_start(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("start", "run the emulator until Ctrl-C");
  command->add_option("--port", chosen.house.port, "port to listen on; 0 for a free one")
      ->check(CLI::Range(0, 65'535))
      ->capture_default_str();
  add_house_options(*command, chosen);
  command->callback([command, &chosen] { chosen.code = start(house_options(*command, chosen)); });
}

void add_exec(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("exec", "run a command against a fresh emulator of its own");
  add_house_options(*command, chosen);
  command->add_option("command", chosen.command, "the command and its arguments, after --")->required();
  command->callback([command, &chosen] {
    HouseOptions options = house_options(*command, chosen);
    options.port = 0;
    chosen.code = exec({std::move(options), chosen.command});
  });
}

void add_endpoint(CLI::App& command, Chosen& chosen) {
  command
      .add_option("--endpoint", chosen.endpoint, "the emulator; $AWS_ENDPOINT_URL or http://127.0.0.1:4566")
      ->check(wrong_endpoint);
}

void add_logs(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("logs", "print what a function wrote");
  command->add_option("function", chosen.logs.function, "its name, or a log group such as /aws/states/x")
      ->required();
  command->add_flag("-f,--follow", chosen.logs.follow, "go on with what comes, until Ctrl-C");
  add_endpoint(*command, chosen);
  command->callback([&chosen] {
    chosen.logs.endpoint = chosen.endpoint;
    chosen.code = logs(chosen.logs);
  });
}

void add_peek(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("peek", "print the messages of a queue without receiving them");
  command->add_option("queue", chosen.peek.queue, "its name or URL")->required();
  command->add_flag("--json", chosen.peek.json, "for programs: a line each, with all that is known");
  command->footer(
      "A line says: visible, delayed or inflight; when it was sent; how often it was received; its id; its "
      "body.");
  add_endpoint(*command, chosen);
  command->callback([&chosen] {
    chosen.peek.endpoint = chosen.endpoint;
    chosen.code = peek(chosen.peek);
  });
}

void add_trace(CLI::App& app, Chosen& chosen) {
  CLI::App* command =
      app.add_subcommand("trace", "list the jobs that ran, or show one: timeline, critical path, bill");
  TraceOptions& trace = chosen.trace;
  command->add_option("trace", trace.id, "its id, or the beginning or end of it; without one, the list");
  command->add_flag("--last", trace.last, "the job that began last");
  command->add_flag("--tree", trace.tree, "who caused what");
  command->add_flag("--json", trace.json, "for programs");
  command->add_option("--chrome,--perfetto", trace.events_file, "write a file that Perfetto opens");
  command->add_flag("--all", trace.all, "list single calls, too");
  command->add_option("--limit", trace.limit, "of the list")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command
      ->add_option("--journal", trace.journal_file, "read this file, which --journal of start or exec wrote")
      ->check(CLI::ExistingFile);
  add_endpoint(*command, chosen);
  command->callback([&chosen] {
    chosen.trace.endpoint = chosen.endpoint;
    chosen.code = orrery::cli::trace(chosen.trace);
  });
}

void add_clock(CLI::App& app, Chosen& chosen) {
  CLI::App* command = app.add_subcommand("clock", "show the emulator's time, or turn it");
  add_endpoint(*command, chosen);
  command->fallthrough();
  CLI::App* advance =
      command->add_subcommand("advance", "turn the clock forward; everything due on the way happens");
  // 90s, 15m, 24h, 7d: read as seconds.
  advance->add_option("duration", chosen.advance_s, "90s, 15m, 24h, 7d")
      ->required()
      ->transform(
          CLI::AsNumberWithUnit(std::map<std::string, double>{{"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}},
                                CLI::AsNumberWithUnit::CASE_SENSITIVE))
      ->check([](const std::string& text) {
        return text.starts_with('-') ? std::string("time goes forward only") : std::string();
      });
  command->callback([advance, &chosen] {
    chosen.code =
        advance->parsed() ? advance_clock(chosen.endpoint, chosen.advance_s) : show_clock(chosen.endpoint);
  });
}

void add_new_fault(CLI::App& faults, Chosen& chosen) {
  CLI::App* command = faults.add_subcommand("add", "strike calls of a service, or runs of a function");
  NewFault& fault = chosen.fault;
  CLI::Option* function =
      command->add_option("--function", fault.function, "runs of this function, not calls");
  command->add_option("--service", fault.service, "dynamodb, s3, ...; '*' stands for any text")
      ->excludes(function);
  command->add_option("--operation", fault.operation, "PutItem, Get*, ...")->excludes(function);
  command->add_option("--resource", fault.resource, "a table, '*queue', '/bucket/*', ...")
      ->excludes(function);
  command->add_option("--account", fault.account, "of this account only");
  command->add_option("--error", fault.error,
                      "the error's code; disconnect (calls); crash, timeout (runs of functions)");
  command->add_option("--message", fault.message, "the error's message");
  command->add_option("--status", fault.status, "the error's HTTP status")->check(CLI::Range(400, 599));
  command->add_flag("--after", fault.after, "it is done all the same, and nobody is told");
  command->add_option("--delay", fault.delay_ms, "200ms, 5s: so much later")
      ->transform(CLI::AsNumberWithUnit(std::map<std::string, double>{{"ms", 1}, {"s", 1000}, {"m", 60'000}},
                                        CLI::AsNumberWithUnit::CASE_SENSITIVE));
  command->add_option("--rate", fault.rate, "the share that is struck, 0.05 for 5 %")
      ->check(CLI::Range(0.0, 1.0));
  command->add_option("--skip", fault.skip, "spare the first so many");
  command->add_option("--times", fault.times, "strike at most so many");
  command->add_option("--id", fault.id, "a name; a rule of that name is replaced");
  command->callback([&chosen] {
    chosen.fault.endpoint = chosen.endpoint;
    chosen.code = add_fault(chosen.fault);
  });
}

void add_faults(CLI::App& app, Chosen& chosen) {
  CLI::App* command =
      app.add_subcommand("faults", "list, add and clear faults: calls and runs that go wrong on purpose");
  add_endpoint(*command, chosen);
  command->fallthrough();
  command->footer("Which calls are struck depends on the emulator's --seed, the rule's id and their order.");
  add_new_fault(*command, chosen);
  CLI::App* load = command->add_subcommand("load", "add the rules in a file, YAML or JSON");
  load->add_option("file", chosen.faults, "rules as /_orrery/faults takes them")
      ->required()
      ->check(CLI::ExistingFile);
  load->callback([&chosen] { chosen.code = load_faults(chosen.endpoint, chosen.faults); });
  CLI::App* clear = command->add_subcommand("clear", "remove one rule, or all");
  clear->add_option("id", chosen.fault.id, "the rule; all where none is named");
  clear->callback([&chosen] { chosen.code = clear_faults(chosen.endpoint, chosen.fault.id); });
  command->callback([command, &chosen] {
    if (command->get_subcommands().empty()) chosen.code = show_faults(chosen.endpoint);
  });
}

void add_health(CLI::App& app, Chosen& chosen) {
  CLI::App* command =
      app.add_subcommand("health", "say whether an emulator answers, and which services it has");
  add_endpoint(*command, chosen);
  command->callback([&chosen] { chosen.code = health(chosen.endpoint); });
}

void add_version(CLI::App& app, Chosen& chosen) {
  app.add_subcommand("version", "print the version")->callback([&chosen] {
    std::puts("orrery " ORRERY_VERSION);
    chosen.code = 0;
  });
}

// What is said where a command should be and is none; nothing where all are known.
std::string unknown_command(const CLI::App& app, int count, char** arguments) {
  const CLI::App* at = &app;
  for (int index = 1; index < count && at->get_require_subcommand_min() > 0; ++index) {
    const std::string word = arguments[index];
    if (word.starts_with('-')) return {};
    std::string known;
    const CLI::App* next = nullptr;
    for (const CLI::App* command : at->get_subcommands([](const CLI::App*) { return true; })) {
      if (command->get_name() == word) next = command;
      known += (known.empty() ? "" : ", ") + command->get_name();
    }
    if (next == nullptr)
      return "there is no command '" + word + "' in '" + at->get_name() + "'; there are " + known;
    at = next;
  }
  return {};
}

// Where a standard stream is closed, the first file or socket opened would take its place, and be printed
// into.
void open_standard_streams() {
  int opened = 0;
  while (opened >= 0 && opened <= STDERR_FILENO) opened = ::open("/dev/null", O_RDWR);
  if (opened > STDERR_FILENO) ::close(opened);
}

// A command whose output is lost has not done what was asked.
int with_output(int code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
  std::fprintf(stderr, "orrery: cannot write to standard output: %s\n", std::strerror(errno));
  return code == 0 ? 1 : code;
}

// Which command did not understand its words, and where they are told.
std::string misunderstood(const CLI::App* app, const CLI::Error& error) {
  std::string command = "orrery";
  while (!app->get_subcommands().empty()) {
    app = app->get_subcommands().front();
    command += " " + app->get_name();
  }
  return command + ": " + error.what() + "\n'" + command + " --help' tells what it takes\n";
}

}  // namespace

int run(int count, char** arguments) {
  open_standard_streams();
  Chosen chosen;
  CLI::App app("A clockwork model of the serverless cloud that fits on a desk.", "orrery");
  app.require_subcommand(1);
  app.failure_message(misunderstood);
  app.set_version_flag("--version", "orrery " ORRERY_VERSION);
  add_start(app, chosen);
  add_exec(app, chosen);
  add_run(app, chosen.code);
  add_logs(app, chosen);
  add_peek(app, chosen);
  add_trace(app, chosen);
  add_clock(app, chosen);
  add_faults(app, chosen);
  add_health(app, chosen);
  add_deploy(app, chosen.code);
  add_completion(app, chosen.code);
  add_version(app, chosen);
  app.footer(
      "Every command has its own --help. They end with 0 where all went well, 1 where something failed, 2 "
      "where\n"
      "the command line was not understood, 130 after Ctrl-C; exec ends as its command does.");
  if (const std::string wrong = unknown_command(app, count, arguments); !wrong.empty()) {
    std::fprintf(stderr, "orrery: %s\n", wrong.c_str());
    return 2;
  }
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? with_output(0) : 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "orrery: %s\n", error.what());
    return 1;
  }
  return with_output(chosen.code);
}

}  // namespace orrery::cli
