// What becomes of a failure: a retry, a catch, or the failure of what is around it.
#include "services/states/execution/engine.h"
#include "services/states/kinds/kinds.h"
#include "services/states/retry.h"

namespace orrery::states {
namespace {

json::object details_of(const Failure& failure) {
  json::object details;
  if (!failure.error.empty()) details["error"] = failure.error;
  if (failure.cause) details["cause"] = *failure.cause;
  return details;
}

}  // namespace

std::string introduced(const Run& run, const std::string& cause) {
  return "An error occurred while executing the state '" + run.state().name + "' (entered at the event id #" +
         std::to_string(run.frame.entered_event) + "). " + cause;
}

// Introduces the state in the cause, and tells of the expression that failed.
void Engine::tell(Run run, Failure& failure) {
  if (failure.in_state) failure.cause = introduced(run, failure.cause.value_or(""));
  if (!failure.location) return;
  json::object details = details_of(failure);
  if (!failure.location->empty()) details["location"] = *failure.location;
  details["state"] = run.state().name;
  // Recorded: what a Map evaluates before it starts is told of as if it had not been entered yet.
  Frame& frame = run.frame;
  if (run.state().kind == StateKind::map && frame.previous_event == frame.entered_event)
    frame.previous_event = frame.before_event;
  event(run, "EvaluationFailed", "evaluationFailedEventDetails", std::move(details));
}

void Engine::tell_state_failed(Run run) {
  if (run.state().kind == StateKind::map) event(run, "MapStateFailed");
  if (run.state().kind == StateKind::parallel) event(run, "ParallelStateFailed");
}

// Climbs from the frame where it happened to the root, until somebody retries or catches. A failure of the
// run time ends the execution where it happens: nothing is told of the states around it.
void Engine::fail(Run run, Failure failure) {
  Execution& execution = run.execution;
  Frame* frame = &run.frame;
  tell(run, failure);
  const auto fatal = [&] { return failure.error == "States.Runtime"; };
  if (!fatal()) abort_children(execution, *frame, frame->previous_event, nullptr);
  while (!fatal()) {
    const Run at{*this, execution, *frame};
    halt(at);
    if (retry(at, failure)) return;
    const std::uint64_t previous = frame->previous_event;
    tell_state_failed(at);
    if (recover(at, failure, previous)) return;
    core.journal.end(frame->line, failure.error);
    if (frame->parent == 0 || fatal()) break;
    Frame& parent = *execution.frame(frame->parent);
    const std::uint64_t last = frame->previous_event;
    abort_children(execution, parent, last, frame);
    parent.previous_event = last;
    frame = &parent;
  }
  end(execution, Status::failed, "ExecutionFailed", details_of(failure));
}

void Engine::end_in_fail_state(Run run, Failure failure) {
  core.journal.end(run.frame.line, failure.error.empty() ? "failed" : failure.error);
  run.frame.phase = Phase::running;
  fail(run, std::move(failure));
}

bool Engine::retry(Run run, const Failure& failure) {
  const auto index = retrier_for(run.state(), failure);
  if (!index) return false;
  Frame& frame = run.frame;
  if (frame.attempts.size() != run.state().retries.size())
    frame.attempts.resize(run.state().retries.size(), 0);
  const Retrier& retrier = run.state().retries[*index];
  if (frame.attempts[*index] >= retrier.most_attempts) return false;
  const std::int64_t attempt = ++frame.attempts[*index];
  ++frame.retry_count;
  settle(run);
  const double delay = retry_delay_s(retrier, attempt, entropy);
  wait_until(run,
             core.clock.now() + std::chrono::duration_cast<Duration>(std::chrono::duration<double>(delay)),
             Phase::retrying);
  return true;
}

// True where a Catch took it. A Catch whose own data flow fails changes the failure instead: it is told after
// `previous`, and the state fails once more.
bool Engine::recover(Run run, Failure& failure, std::uint64_t previous) {
  const Catcher* catcher = catcher_for(run.state(), failure);
  if (!catcher) return false;
  json::object error{{"Error", failure.error}};
  if (failure.cause) error["Cause"] = *failure.cause;
  if (!failure.cause && !run.state().jsonata()) error["Cause"] = "";
  try {
    Outcome outcome =
        caught_outcome(run.state(), *catcher, scope(run), json::value(std::move(error)), tools());
    leave(run, std::move(outcome), catcher->next);
    return true;
  } catch (Failure& worse) {
    failure = std::move(worse);
    run.frame.previous_event = previous;
    tell(run, failure);
    if (failure.error != "States.Runtime") tell_state_failed(run);
    return false;
  }
}

}  // namespace orrery::states
