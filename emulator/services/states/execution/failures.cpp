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

// Climbs from the frame where it happened to the root, until somebody retries or catches.
void Engine::fail(Run run, Failure failure) {
  Execution& execution = run.execution;
  Frame* frame = &run.frame;
  if (failure.in_state) failure.cause = introduced(run, failure.cause.value_or(""));
  if (failure.location) {
    json::object details = details_of(failure);
    details["location"] = *failure.location;
    details["state"] = run.state().name;
    event(run, "EvaluationFailed", "evaluationFailedEventDetails", std::move(details));
  }
  abort_children(execution, *frame, frame->previous_event, nullptr);
  while (true) {
    const Run at{*this, execution, *frame};
    halt(at);
    if (retry(at, failure) || recover(at, failure)) return;
    core.journal.end(frame->line, failure.error);
    if (frame->parent == 0) break;
    Frame& parent = *execution.frame(frame->parent);
    const bool is_map = parent.state->kind == StateKind::map;
    const std::uint64_t previous = frame->previous_event;
    if (is_map) {
      history.add(execution, "MapIterationFailed", previous, "mapIterationFailedEventDetails",
                  {{"name", parent.state->name}, {"index", frame->index}});
    }
    abort_children(execution, parent, previous, frame);
    parent.previous_event =
        history.add(execution, is_map ? "MapStateFailed" : "ParallelStateFailed", previous);
    frame = &parent;
  }
  const bool of_the_language = failure.in_state && !failure.location;
  const std::uint64_t previous = std::max(frame->previous_event, execution.redriven_event);
  end(execution, Status::failed, "ExecutionFailed", of_the_language ? 0 : previous, details_of(failure));
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

// True where a Catch took it. A Catch whose own data flow fails changes the failure instead.
bool Engine::recover(Run run, Failure& failure) {
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
    if (failure.in_state) failure.cause = introduced(run, failure.cause.value_or(""));
    return false;
  }
}

}  // namespace orrery::states
