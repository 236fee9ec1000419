#include "services/lambda/sandbox.h"

#include <cstdio>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include "services/lambda/child_process.h"
#include "services/lambda/environment.h"
#include "services/lambda/sandbox_words.h"
#include "services/lambda/wall_time.h"

namespace orrery::lambda {
namespace {

constexpr Duration init_limit = 10s;  // for what happens before the handler, beside the function's time-out
constexpr Duration watch_interval = 100ms;  // between looks at what a running function uses and prints
constexpr std::int64_t memory_slack_mb =
    64;  // what an interpreter of the host's takes more than Lambda's own

std::string seconds_text(std::int64_t seconds) { return std::to_string(seconds) + ".00 seconds"; }

}  // namespace

Sandbox::Sandbox(SandboxTools& tools, Events& events, std::shared_ptr<const Runnable> runnable, Kind kind,
                 std::uint64_t number)
    : tools_(tools),
      events_(events),
      runnable_(std::move(runnable)),
      kind_(kind),
      number_(number),
      directory_(tools.directory / std::to_string(number)),
      extensions_(tools.core.loop, tools.entropy, runnable_, *this),
      api_(tools.core.loop, *this, extensions_) {
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
    write_end_ = Descriptor(ends[1]);
    ::fcntl(output_.number(), F_SETFL, O_NONBLOCK);
    output_watch_ = std::make_unique<Readable>(tools_.core.loop, output_.number(), [this] { read_output(); });
    const Launch what = launch();
    extensions_.start(tools_.launcher, what);
    if (extensions_.all_registered()) start_runtime(what);
  } catch (const std::system_error& failed) {
    refuse_start(failed);
  }
}

Launch Sandbox::launch() const {
  Launch launch;
  launch.runnable = runnable_;
  launch.tmp = directory_;
  // Python's fork server makes its children's /tmp itself, and knows where it may not.
  const bool private_tmp = is_forked(*runnable_) || PrivateTmp::permitted();
  const char* initialization = kind_ == Kind::provisioned ? "provisioned-concurrency" : "on-demand";
  launch.environment =
      make_environment(*runnable_, {tools_.core.endpoint, api_.port(), log_stream_.stream, initialization,
                                    private_tmp ? std::filesystem::path{} : directory_});
  launch.output = write_end_.number();
  return launch;
}

void Sandbox::start_runtime(const Launch& what) {
  process_ = tools_.launcher.start(what, [this](int status) { on_exit(status); });
  write_end_ = Descriptor();
}

void Sandbox::on_all_registered() {
  if (state_ != State::starting || process_ || !start_failure_.empty()) return;
  try {
    start_runtime(launch());
  } catch (const std::system_error& failed) {
    refuse_start(failed);
  }
}

void Sandbox::refuse_start(const std::system_error& failed) {
  start_failure_type_ = "Runtime.InvalidEntrypoint";
  start_failure_ = failure_to_start(*runnable_, failed);
  kill();
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
  if (state_ != State::running && !log_.empty()) flush_log();
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
    extensions_.invoke({run_->request_id, run_->target.arn, trace, deadline});
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
  // A runtime that asks for more before it answered has lost its invocation.
  if (state_ == State::running) return kill();
  on_all_waiting();
}

// It has work to do as long as its runtime or one of its extensions does not ask for more.
void Sandbox::on_all_waiting() {
  if (state_ != State::starting && state_ != State::finishing) return;
  if (!api_.asked() || !extensions_.all_waiting()) return;
  report();
  timeout_.cancel();
  watch_alarm_.cancel();
  if (const std::string lines = extensions_.lines(); state_ == State::starting && !lines.empty())
    log_.platform(tools_.core.clock.now(), lines);
  state_ = State::idle;
  overdue_ = false;
  idle_since_ = tools_.core.clock.now();
  busy_.release();
  if (!memory_file_ && process_->pid())
    memory_file_ = Descriptor(
        ::open(("/proc/" + std::to_string(process_->pid()) + "/statm").c_str(), O_RDONLY | O_CLOEXEC));
  events_.on_idle(*this);
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

// The caller has the answer at once; the invocation lasts until the extensions are done, too.
void Sandbox::finish(InvocationOutcome outcome, std::string_view status) {
  read_output();
  const bool answered = state_ == State::running;
  if (answered) state_ = State::finishing;
  outcome.executed_version = runnable_->version;
  cold_ = false;
  auto run = std::move(run_);
  ended_ = Ended{run->request_id, std::string(status), outcome.error, outcome.payload.size(), {}};
  auto answer = [this, wants_log = run->wants_log, done = std::move(run->done),
                 outcome_ = std::move(outcome)]() mutable {
    if (wants_log) outcome_.log = log_.tail();
    done(std::move(outcome_));
  };
  const bool lasts = answered && !gone_ && !extensions_.all_waiting();
  // The end of its log has the report, for which it waits.
  if (lasts && run->wants_log) {
    ended_->then = std::move(answer);
    return flush_log();
  }
  if (!lasts) report();
  answer();
}

// What is told of an invocation once it is over.
void Sandbox::report() {
  if (!ended_) return;
  Ended ended = *std::exchange(ended_, std::nullopt);
  const Instant now = tools_.core.clock.now();
  log_.platform(now, "END RequestId: " + ended.request_id + "\n");
  peak_mb_ = std::max(peak_mb_, sample_memory_mb());
  const Usage usage{now - began_, std::exchange(init_, std::nullopt), runnable_->memory_mb, peak_mb_};
  log_.platform(now, report_line(ended.request_id, usage, ended.status == "error" ? "" : ended.status));
  if (JournalLine* line = tools_.core.journal.find(line_)) {
    line->details["billed_ms"] = billed_ms(usage);
    if (usage.init) line->details["init_ms"] = static_cast<double>(usage.init->count()) / 1000.0;
    line->details["used_mb"] = peak_mb_;
  }
  tools_.core.journal.end(line_, ended.error.empty() ? "ok" : ended.error, ended.bytes);
  flush_log();
  if (ended.then) ended.then();
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
    end_reason_ = "timeout";
    kill();
    state_ = State::ending;
    return finish(std::move(outcome), "timeout");
  }
  if (ended_) ended_->status = "timeout";
  if (state_ == State::starting) {
    start_failure_type_ = "Sandbox.Timedout";
    start_failure_ = "Task timed out after " + seconds_text(runnable_->timeout_s);
    if (process_) return process_->give_up();
  }
  kill();
}

void Sandbox::flush_log() { tools_.logs.write(log_stream_, log_.take()); }

}  // namespace orrery::lambda
