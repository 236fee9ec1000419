#include "services/lambda/sandbox.h"

#include <cstdio>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

#include "core/arn.h"
#include "core/digest.h"
#include "services/lambda/child_process.h"
#include "services/lambda/environment.h"
#include "services/lambda/wall_time.h"

namespace orrery::lambda {
namespace {

constexpr Duration init_limit = 10s;  // for what happens before the handler, beside the function's time-out
constexpr Duration watch_interval = 100ms;  // between looks at what a running function uses and prints
constexpr std::int64_t memory_slack_mb =
    64;  // what an interpreter of the host's takes more than Lambda's own

std::string stream_name(Instant now, std::string_view version, Entropy& entropy) {
  std::string day = iso_time(now).substr(0, 10);
  day[4] = day[7] = '/';
  return day + "/[" + std::string(version) + "]" + entropy.hex(32);
}

std::string seconds_text(std::int64_t seconds) { return std::to_string(seconds) + ".00 seconds"; }

// "python:3.12.v1" as Lambda spells the version of a runtime.
std::string init_line(const Runnable& runnable) {
  std::string version = runnable.runtime;
  if (const auto digit = version.find_first_of("0123456789");
      digit != std::string::npos && digit > 0 && version[digit - 1] != 'l')
    version.insert(digit, ":");
  if (version.ends_with(".x")) version.resize(version.size() - 2);
  return "INIT_START Runtime Version: " + version + ".v1\tRuntime Version ARN: " +
         make_arn("lambda", runnable.region, "", "runtime:" + to_hex(sha256(runnable.runtime))) + "\n";
}

double milliseconds(Duration duration) { return static_cast<double>(duration.count()) / 1000.0; }

std::int64_t billed(Duration took) { return std::max<std::int64_t>(1, (took.count() + 999) / 1000); }

}  // namespace

Sandbox::Sandbox(SandboxTools& tools, Events& events, std::shared_ptr<const Runnable> runnable, Kind kind,
                 std::uint64_t number)
    : tools_(tools),
      events_(events),
      runnable_(std::move(runnable)),
      kind_(kind),
      number_(number),
      directory_(tools.directory / std::to_string(number)),
      api_(tools.core.loop, *this) {
  log_stream_.context.account = runnable_->account;
  log_stream_.context.region = runnable_->region;
  log_stream_.context.caller = "lambda";
  log_stream_.group = runnable_->log_group;
  log_stream_.stream = stream_name(tools.core.clock.now(), runnable_->version, tools.entropy);
}

// Where the house itself ends, what is left on disk goes with its files, or at the next start.
Sandbox::~Sandbox() {
  output_watch_.reset();
  process_.reset();
}

void Sandbox::release_directory() {
  tools_.core.loop.work(
      [doomed = std::exchange(directory_, {})] {
        std::error_code failed;
        std::filesystem::remove_all(doomed, failed);
      },
      [] {});
}

void Sandbox::start() {
  busy_ = Busy(tools_.core.clock);
  started_ = tools_.core.clock.now();
  timeout_ = tools_.core.clock.after(
      init_limit + std::chrono::seconds(runnable_->timeout_s), [this] { on_timeout(); },
      Purpose::housekeeping);
  log_.platform(started_, init_line(*runnable_));
  try {
    std::filesystem::create_directories(directory_);
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
    output_ = Descriptor(ends[0]);
    const Descriptor write_end(ends[1]);
    ::fcntl(output_.number(), F_SETFL, O_NONBLOCK);
    output_watch_ = std::make_unique<Readable>(tools_.core.loop, output_.number(), [this] { read_output(); });
    Launch launch;
    launch.runnable = runnable_;
    launch.tmp = directory_;
    // Python's fork server makes its children's /tmp itself, and knows where it may not.
    const bool private_tmp = runnable_->kind == RuntimeKind::python || PrivateTmp::permitted();
    const char* initialization = kind_ == Kind::provisioned ? "provisioned-concurrency" : "on-demand";
    launch.environment =
        make_environment(*runnable_, {tools_.core.endpoint, api_.port(), log_stream_.stream, initialization,
                                      private_tmp ? std::filesystem::path{} : directory_});
    launch.output = write_end.number();
    process_ = tools_.launcher.start(launch, [this](int status) { on_exit(status); });
  } catch (const std::system_error& failed) {
    start_failure_type_ = "Runtime.InvalidEntrypoint";
    if (runnable_->kind == RuntimeKind::provided)
      start_failure_ = failed.code() == std::errc::no_such_file_or_directory
                           ? "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"
                           : "fork/exec /var/task/bootstrap: " + failed.code().message();
    else
      start_failure_ = failed.what();
    tools_.core.loop.post([this] { on_exit(127 << 8); });
  }
}

// What was printed before a response was posted is in the pipe by then; so whoever ends an invocation reads
// first what there is.
void Sandbox::read_output() {
  char buffer[16 * 1024];
  // No more than a pipe holds: one that prints without end must not hold up everybody else.
  for (int pieces = 0; output_ && pieces < 4; ++pieces) {
    const ssize_t got = ::read(output_.number(), buffer, sizeof buffer);
    if (got > 0) {
      log_.print(tools_.core.clock.now(), {buffer, static_cast<std::size_t>(got)});
      if (got < static_cast<ssize_t>(sizeof buffer)) break;
      continue;
    }
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) break;
    output_watch_.reset();  // all who could write are gone
    output_ = Descriptor();
  }
  // While it runs, watch() does so.
  if (state_ == State::starting && !log_.empty()) flush_log();
}

void Sandbox::begin(const Run& run) {
  const Instant now = tools_.core.clock.now();
  began_ = now;
  JournalLine line;
  line.kind = "invocation";
  line.account = runnable_->account;
  line.region = runnable_->region;
  line.service = "lambda";
  line.operation = "Invoke";
  line.resource = runnable_->name;
  line.bytes_in = run.payload.size();
  line.details = {{"sandbox", number_},
                  {"cold", cold_},
                  {"memory_mb", runnable_->memory_mb},
                  {"attempt", run.attempt},
                  {"request_id", run.request_id},
                  {"waited_us", (now - run.asked).count()}};
  if (run.fault) line.details["fault"] = run.fault->rule;
  line_ = tools_.core.journal.begin(std::move(line), run.trace);
  log_.begin_tail();
  log_.platform(now, "START RequestId: " + run.request_id + " Version: " + runnable_->version + "\n");
}

void Sandbox::run(std::unique_ptr<Run> run) {
  read_output();
  if (cold_) init_ = idle_since_ - started_;
  state_ = State::running;
  busy_ = Busy(tools_.core.clock);
  begin(*run);
  const auto limit = std::chrono::seconds(runnable_->timeout_s);
  timeout_ = tools_.core.clock.after(
      limit, [this] { on_timeout(); }, Purpose::housekeeping);
  watch_alarm_ = tools_.core.clock.after(
      watch_interval, [this] { watch(); }, Purpose::housekeeping);
  run_ = std::move(run);
  const auto& fault = run_->fault;
  if (fault && fault->delay > Duration{0}) {
    delay_ = tools_.core.clock.after(fault->delay, [this] { give(); });
    return;
  }
  give();
}

void Sandbox::give() {
  if (!run_) return;
  if (run_->fault && run_->fault->strikes(Fault::When::before)) return strike(*run_->fault->error);
  // The function may act on what this turn wrote, so it hears of it when that is kept.
  tools_.core.loop.after_turn([this, id = run_->request_id] {
    if (!run_ || run_->request_id != id || !api_.asked()) return;
    const std::string trace = tools_.core.journal.trace_for(line_, run_->trace);
    const std::int64_t deadline = host_epoch_milliseconds() + runnable_->timeout_s * 1000;
    api_.give({run_->request_id, run_->target.arn, trace, run_->client_context, deadline,
               std::move(run_->payload), http_time(tools_.core.clock.now())});
  });
}

// Ends the run as the fault says. One that times out is simply not given to the process.
void Sandbox::strike(const AwsError& error) {
  if (error.code == "crash") return kill();  // its exit answers
  if (error.code == "timeout") return;
  finish(failed_outcome(error.code, error.message), "error");
  // Where the process never heard of it, it still asks for work.
  if (api_.asked()) tools_.core.loop.post([this] { on_next(); });
}

void Sandbox::on_next() {
  if (state_ == State::ending) return;
  if (state_ == State::starting || state_ == State::finishing) {
    timeout_.cancel();
    watch_alarm_.cancel();
    state_ = State::idle;
    overdue_ = false;
    idle_since_ = tools_.core.clock.now();
    busy_.release();
    if (!memory_file_ && process_->pid())
      memory_file_ = Descriptor(
          ::open(("/proc/" + std::to_string(process_->pid()) + "/statm").c_str(), O_RDONLY | O_CLOEXEC));
    return events_.on_idle(*this);
  }
  // A runtime that asks for more before it answered has lost its invocation.
  if (state_ == State::running) kill();
}

bool Sandbox::on_response(std::string_view id, std::string body, bool) {
  if (state_ != State::running || run_->request_id != id) return false;
  if (run_->fault && run_->fault->strikes(Fault::When::after)) {
    strike(*run_->fault->error);
    return true;
  }
  InvocationOutcome outcome;
  outcome.payload = std::move(body);
  finish(std::move(outcome), {});
  return true;
}

bool Sandbox::on_error(std::string_view id, std::string body) {
  if (state_ != State::running || run_->request_id != id) return false;
  InvocationOutcome outcome;
  outcome.error = "Unhandled";
  outcome.payload = std::move(body);
  finish(std::move(outcome), "error");
  return true;
}

void Sandbox::on_init_error(std::string body) {
  init_error_ = std::move(body);
  kill();  // its exit answers whoever waits
}

void Sandbox::finish(InvocationOutcome outcome, std::string_view status) {
  read_output();
  const Instant now = tools_.core.clock.now();
  const Duration took = now - began_;
  log_.platform(now, "END RequestId: " + run_->request_id + "\n");
  log_.platform(now, report(took, status));
  if (run_->wants_log) outcome.log = log_.tail();
  outcome.executed_version = runnable_->version;
  if (JournalLine* line = tools_.core.journal.find(line_)) {
    line->details["billed_ms"] = billed(took + init_.value_or(Duration{0}));
    if (init_) line->details["init_ms"] = milliseconds(*init_);
    line->details["used_mb"] = peak_mb_;
  }
  tools_.core.journal.end(line_, outcome.error.empty() ? "ok" : outcome.error, outcome.payload.size());
  cold_ = false;
  init_.reset();
  if (state_ == State::running) state_ = State::finishing;
  flush_log();
  const auto run = std::move(run_);
  run->done(std::move(outcome));
}

std::string Sandbox::report(Duration took, std::string_view status) {
  peak_mb_ = std::max(peak_mb_, sample_memory_mb());
  char text[256];
  std::snprintf(
      text, sizeof text,
      "\tDuration: %.2f ms\tBilled Duration: %lld ms\tMemory Size: %lld MB\tMax Memory Used: %lld MB\t",
      milliseconds(took), static_cast<long long>(billed(took + init_.value_or(Duration{0}))),
      static_cast<long long>(runnable_->memory_mb), static_cast<long long>(peak_mb_));
  std::string line = "REPORT RequestId: " + run_->request_id + text;
  if (init_) {
    std::snprintf(text, sizeof text, "Init Duration: %.2f ms\t", milliseconds(*init_));
    line += text;
  }
  if (!status.empty() && status != "error") line += "Status: " + std::string(status);
  return line + "\n";
}

std::int64_t Sandbox::sample_memory_mb() {
  char text[64];
  if (!memory_file_) return peak_mb_;
  const ssize_t got = ::pread(memory_file_.number(), text, sizeof text - 1, 0);
  if (got <= 0) return peak_mb_;
  text[got] = 0;
  long long size = 0, resident = 0;
  if (std::sscanf(text, "%lld %lld", &size, &resident) != 2) return peak_mb_;
  return resident * ::sysconf(_SC_PAGESIZE) >> 20;
}

void Sandbox::watch() {
  if (state_ != State::running) return;
  flush_log();
  peak_mb_ = std::max(peak_mb_, sample_memory_mb());
  if (peak_mb_ > runnable_->memory_mb + memory_slack_mb) {
    over_memory_ = true;
    return kill();
  }
  watch_alarm_ = tools_.core.clock.after(
      watch_interval, [this] { watch(); }, Purpose::housekeeping);
}

void Sandbox::on_timeout() {
  if (state_ == State::running) {
    read_output();
    const std::string words = "Task timed out after " + seconds_text(runnable_->timeout_s);
    const Instant now = tools_.core.clock.now();
    log_.platform(now, iso_time(now) + " " + run_->request_id + " " + words + "\n\n");
    auto outcome = failed_outcome("Sandbox.Timedout", "RequestId: " + run_->request_id + " Error: " + words);
    kill();
    state_ = State::ending;
    return finish(std::move(outcome), "timeout");
  }
  if (state_ == State::starting) {
    start_failure_type_ = "Sandbox.Timedout";
    start_failure_ = "Task timed out after " + seconds_text(runnable_->timeout_s);
    if (process_) return process_->give_up();
  }
  kill();
}

void Sandbox::kill() {
  timeout_.cancel();
  watch_alarm_.cancel();
  if (state_ == State::idle || state_ == State::finishing) state_ = State::ending;
  if (process_) process_->kill();
}

void Sandbox::retire() {
  retired_ = true;
  if (state_ == State::idle) kill();
}

InvocationOutcome Sandbox::exit_outcome(const std::string& request_id) const {
  const std::string id = "RequestId: " + request_id + " Error: ";
  if (!start_failure_.empty()) return failed_outcome(start_failure_type_, id + start_failure_);
  if (over_memory_)
    return failed_outcome("Runtime.OutOfMemory", id + "Runtime exited with error: signal: killed");
  std::string how = "Runtime exited without providing a reason";
  if (WIFSIGNALED(exit_status_)) {
    std::string name = ::strsignal(WTERMSIG(exit_status_));
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    how = "Runtime exited with error: signal: " + name;
  } else if (WEXITSTATUS(exit_status_) != 0) {
    how = "Runtime exited with error: exit status " + std::to_string(WEXITSTATUS(exit_status_));
  }
  return failed_outcome("Runtime.ExitError", id + how);
}

void Sandbox::on_exit(int status) {
  read_output();
  exit_status_ = status;
  timeout_.cancel();
  watch_alarm_.cancel();
  const State last = state_;
  if (run_) finish(exit_outcome(run_->request_id), "error");
  state_ = State::ending;
  busy_.release();
  flush_log();
  release_directory();
  events_.on_end(*this, last);
}

void Sandbox::answer_failed_start(std::unique_ptr<Run> run) {
  run_ = std::move(run);
  init_ = tools_.core.clock.now() - started_;
  begin(*run_);
  if (init_error_) {
    InvocationOutcome outcome;
    outcome.error = "Unhandled";
    outcome.payload = *init_error_;
    return finish(std::move(outcome), "error");
  }
  finish(exit_outcome(run_->request_id), "error");
}

void Sandbox::flush_log() { tools_.logs.write(log_stream_, log_.take()); }

}  // namespace orrery::lambda
