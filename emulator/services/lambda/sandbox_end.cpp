// How a sandbox ends: by itself, by a failure, or because it is not needed any more.
#include "services/lambda/sandbox.h"
#include "services/lambda/sandbox_words.h"
#include "services/lambda/wall_time.h"

namespace orrery::lambda {
namespace {

constexpr Duration shutdown_limit = 2s;  // for extensions that hear of the end

}  // namespace

// Its exit goes on.
void Sandbox::kill() {
  timeout_.cancel();
  watch_alarm_.cancel();
  if (state_ == State::idle || state_ == State::finishing) state_ = State::ending;
  if (process_) return process_->kill();
  tools_.core.loop.post([this] {
    if (!gone_) on_exit(127 << 8);
  });
}

void Sandbox::retire() {
  retired_ = true;
  if (state_ == State::idle) end();
}

// Where an extension hears of it, it and the runtime have a while for what they want to put away.
void Sandbox::end() {
  if (!extensions_.hear_shutdown()) return kill();
  state_ = State::ending;
  announce_end("spindown");
  process_->terminate();
}

void Sandbox::announce_end(std::string_view reason) {
  extensions_.shutdown(reason, host_epoch_milliseconds() + shutdown_limit / 1ms);
  timeout_ = tools_.core.clock.after(
      shutdown_limit,
      [this] {
        extensions_.kill();
        if (process_) process_->kill();
      },
      Purpose::housekeeping);
}

void Sandbox::on_extension_failure(std::string type, std::string message) {
  if (state_ == State::ending || gone_) return;
  start_failure_type_ = std::move(type);
  start_failure_ = std::move(message);
  kill();
}

InvocationOutcome Sandbox::exit_outcome(const std::string& request_id) const {
  const std::string id = "RequestId: " + request_id + " Error: ";
  if (!start_failure_.empty()) return failed_outcome(start_failure_type_, id + start_failure_);
  if (over_memory_)
    return failed_outcome("Runtime.OutOfMemory", id + "Runtime exited with error: signal: killed");
  return failed_outcome("Runtime.ExitError", id + end_of_runtime(exit_status_));
}

void Sandbox::on_exit(int status) {
  read_output();
  exit_status_ = status;
  timeout_.cancel();
  watch_alarm_.cancel();
  gone_ = true;
  last_ = state_;
  if (run_) finish(exit_outcome(run_->request_id), "error");
  report();
  state_ = State::ending;
  busy_.release();
  flush_log();
  if (!extensions_.running()) return on_extensions_gone();
  announce_end(end_reason_);
}

void Sandbox::on_extensions_gone() {
  if (!gone_) return;
  timeout_.cancel();
  read_output();
  flush_log();
  release_directory();
  events_.on_end(*this, last_);
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

void Sandbox::release_directory() {
  tools_.core.loop.work(
      [doomed = std::exchange(directory_, {})] {
        std::error_code failed;
        std::filesystem::remove_all(doomed, failed);
      },
      [] {});
}

}  // namespace orrery::lambda
