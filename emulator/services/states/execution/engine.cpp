#include "services/states/execution/engine.h"

#include "core/arn.h"
#include "services/states/execution/status_event.h"
#include "services/states/integrations/integration.h"
#include "services/states/kinds/kinds.h"

namespace orrery::states {
namespace {

std::string entered_type(StateKind kind) { return std::string(kind_name(kind)) + "StateEntered"; }
std::string exited_type(StateKind kind) { return std::string(kind_name(kind)) + "StateExited"; }

json::object error_details(const std::optional<std::string>& error, const std::optional<std::string>& cause) {
  json::object details;
  if (error) details["error"] = *error;
  if (cause) details["cause"] = *cause;
  return details;
}

}  // namespace

Engine::Engine(Core& core_, Invoker& invoker_, Mocks mocks_)
    : core(core_),
      invoker(invoker_),
      mocks(std::move(mocks_)),
      entropy(core_.entropy.fork("states")),
      records(core_.store),
      history(core_, records) {}

Execution& Engine::start(Start start) {
  auto made = std::make_unique<Execution>();
  Execution& execution = *made;
  execution.serial = records.next_serial();
  execution.context = std::move(start.context);
  execution.arn = std::move(start.arn);
  execution.machine_arn = std::move(start.machine_arn);
  execution.machine = std::move(start.machine);
  execution.name = std::move(start.name);
  execution.revision = std::move(start.revision);
  execution.role_arn = std::move(start.role_arn);
  execution.definition = std::move(start.definition);
  execution.graph = start.graph ? start.graph : &execution.definition->graph;
  execution.express = start.express;
  execution.logging = std::move(start.logging);
  execution.about = std::move(start.about);
  execution.input = std::move(start.input);
  execution.input_text = std::move(start.input_text);
  execution.map_run = std::move(start.map_run);
  execution.map_index = start.map_index;
  execution.started = core.clock.now();

  const std::uint64_t serial = execution.serial;
  executions_.emplace(serial, std::move(made));
  if (!execution.express) {
    by_place_.emplace(Records::execution_key(execution.context, execution.machine, execution.name).bytes(),
                      serial);
    records.mark_running(execution);
  }
  if (!execution.express || !execution.map_run.empty()) {
    records.write_execution(execution);
    records.index_start(execution);
  }
  json::object details;
  add_data(details, "input", execution.input_text);
  details["roleArn"] = execution.role_arn;
  for (const auto member : {"stateMachineAliasArn", "stateMachineVersionArn"}) {
    if (const auto* value = execution.about.if_contains(member)) details[member] = *value;
  }
  history.add(execution, "ExecutionStarted", 0, "executionStartedEventDetails", std::move(details));

  auto root = std::make_unique<Frame>();
  root->id = execution.next_frame++;
  root->graph = execution.graph;
  root->state = &root->graph->states.find(root->graph->start)->second;
  root->input = execution.input;
  root->input_text = execution.input_text;
  root->trace = core.journal.trace_for(execution.context.call, execution.context.trace);
  Frame& frame = *root;
  execution.frames.emplace(frame.id, std::move(root));
  records.write_frame(execution, frame);
  set_timeout(execution);
  announce_status(core, execution);
  post_step(execution, frame);
  return execution;
}

void Engine::set_timeout(Execution& execution) {
  std::optional<Duration> limit;
  if (execution.definition->timeout_s && execution.map_run.empty())
    limit = std::chrono::seconds(*execution.definition->timeout_s);
  if (execution.express) limit = std::min<Duration>(limit.value_or(5min), 5min);
  if (!limit) return;
  const Instant began = execution.redriven.value_or(execution.started);
  execution.timeout = core.clock.at(began + *limit, [this, serial = execution.serial] {
    Execution* late = find(serial);
    if (late) end(*late, Status::timed_out, "ExecutionTimedOut", {{"error", "States.Timeout"}});
  });
}

Execution* Engine::find(std::uint64_t serial) const {
  const auto found = executions_.find(serial);
  return found == executions_.end() || found->second->status != Status::running ? nullptr
                                                                                : found->second.get();
}

Execution* Engine::find(const Context& context, std::string_view machine, std::string_view name) const {
  const auto found = by_place_.find(Records::execution_key(context, machine, name).bytes());
  return found == by_place_.end() ? nullptr : find(found->second);
}

void Engine::post_step(const Execution& execution, const Frame& frame) {
  core.loop.post([this, serial = execution.serial, id = frame.id] { step(serial, id); });
}

void Engine::step(std::uint64_t serial, std::uint64_t id) {
  Execution* execution = find(serial);
  Frame* frame = execution ? execution->frame(id) : nullptr;
  if (!frame || frame->phase != Phase::ready) return;
  const Run run{*this, *execution, *frame};
  guarded(run, [&] { enter(run); });
}

void Engine::orphan(const Context& context, std::string_view machine,
                    const std::function<void()>& all_ended) {
  std::vector<Execution*> left;
  for (auto& [serial, execution] : executions_) {
    const Context& home = execution->context;
    if (execution->machine_name() == machine && home.account == context.account &&
        home.region == context.region && find(serial))
      left.push_back(execution.get());
  }
  if (left.empty()) return all_ended();
  const auto running = std::make_shared<std::size_t>(left.size());
  for (Execution* execution : left) {
    execution->orphaned = true;
    execution->on_end.push_back([running, all_ended](const Execution&) {
      if (--*running == 0) all_ended();
    });
  }
}

void Engine::guarded(Run run, const std::function<void()>& task) {
  if (run.execution.orphaned) {
    return end(
        run.execution, Status::failed, "ExecutionFailed",
        {{"error", "States.Runtime"},
         {"cause", "State machine " + std::string(run.execution.machine_name()) + " has been deleted"}});
  }
  const TaskPlace here = place(run);
  try {
    task();
  } catch (const HistoryFull&) {
    end(run.execution, Status::failed, "ExecutionFailed",
        {{"error", "States.Runtime"},
         {"cause", "The execution reached the maximum number of history events (25000)."}});
  } catch (Failure& failure) {
    Execution* execution = find(here.serial);
    Frame* frame = execution ? execution->frame(here.frame) : nullptr;
    if (!frame) return;
    try {
      fail({*this, *execution, *frame}, std::move(failure));
    } catch (const HistoryFull&) {
      end(*execution, Status::failed, "ExecutionFailed",
          {{"error", "States.Runtime"},
           {"cause", "The execution reached the maximum number of history events (25000)."}});
    }
  }
}

std::uint64_t Engine::event(Run run, std::string_view type, std::string_view details_name,
                            json::object details) {
  Frame& frame = run.frame;
  frame.previous_event =
      history.add(run.execution, type, frame.previous_event, details_name, std::move(details));
  return frame.previous_event;
}

void Engine::enter(Run run) {
  Frame& frame = run.frame;
  frame.phase = Phase::running;
  frame.entered = core.clock.now();
  frame.retry_count = 0;
  frame.restarted = false;
  frame.attempts.assign(run.state().retries.size(), 0);

  JournalLine line;
  line.kind = "transition";
  line.account = run.execution.context.account;
  line.region = run.execution.context.region;
  line.service = "states";
  line.operation = run.state().name;
  line.resource = run.execution.arn;
  line.bytes_in = frame.input_text.size();
  frame.line = core.journal.begin(std::move(line), frame.trace);
  frame.trace = core.journal.trace_for(frame.line, frame.trace);

  json::object details{{"name", run.state().name}};
  add_data(details, "input", frame.input_text);
  frame.before_event = frame.previous_event;
  frame.entered_event =
      event(run, entered_type(run.state().kind), "stateEnteredEventDetails", std::move(details));
  work(run);
}

void Engine::work(Run run) {
  run.frame.phase = Phase::running;
  ++run.frame.run;
  switch (run.state().kind) {
    case StateKind::pass:
      return run_pass(run);
    case StateKind::task:
      return run_task(run);
    case StateKind::choice:
      return run_choice(run);
    case StateKind::wait:
      return run_wait(run);
    case StateKind::succeed:
      return run_succeed(run);
    case StateKind::fail:
      return run_fail(run);
    case StateKind::parallel:
      return run_parallel(run);
    case StateKind::map:
      return run_map(run);
  }
}

void Engine::finish(Run run, json::value result) {
  leave(run, outcome_of(run.state(), scope(run), std::move(result), tools()), run.state().next);
}

void Engine::leave(Run run, Outcome outcome, const std::string& next) {
  Frame& frame = run.frame;
  check_nesting(outcome.output);
  std::string text = print(outcome.output);
  if (text.size() > data_limit_bytes) {
    throw Failure("States.DataLimitExceeded",
                  "The state/task '" + run.state().name +
                      "' returned a result with a size exceeding the maximum number of bytes service limit.");
  }
  if (run.state().kind != StateKind::fail) {
    json::object details{{"name", run.state().name}};
    add_data(details, "output", text);
    if (!outcome.assigned.empty()) {
      json::object shown;
      for (const auto& [name, value] : outcome.assigned) shown[name] = print(value);
      details["assignedVariables"] = std::move(shown);
      details["assignedVariablesDetails"] = json::object{{"truncated", false}};
    }
    event(run, exited_type(run.state().kind), "stateExitedEventDetails", std::move(details));
  }
  core.journal.end(frame.line, "ok", text.size());
  settle(run);
  for (auto& [name, value] : outcome.assigned) frame.variables.own.insert_or_assign(name, std::move(value));
  if (next.empty()) return frame_done(run, std::move(outcome.output));
  frame.input = std::move(outcome.output);
  frame.input_text = std::move(text);
  frame.state = &frame.graph->states.find(next)->second;
  frame.phase = Phase::ready;
  save(run);
  post_step(run.execution, frame);
}

void Engine::halt(Run run) {
  Frame& frame = run.frame;
  if (!frame.map_run.empty()) map_runs.abandon(run);
  if (!frame.token.empty()) records.erase_token(frame.token);
  frame.token.clear();
  if (!frame.worker.empty()) stop_nested(run);
  frame.worker.clear();
  frame.task_input.clear();
  frame.deadline.reset();
  frame.beat_by.reset();
  frame.alarm.cancel();
  frame.deadline_alarm.cancel();
  frame.beat_alarm.cancel();
}

void Engine::settle(Run run) {
  Frame& frame = run.frame;
  halt(run);
  frame.map_run.clear();
  if (!frame.children) return;
  for (Frame* child : run.execution.children_of(frame.id)) erase(run.execution, *child);
  records.erase_children(run.execution, frame);
  frame.children.reset();
}

void Engine::wait_until(Run run, Instant when, Phase phase) {
  Frame& frame = run.frame;
  frame.phase = phase;
  frame.wake = when;
  save(run);
  rearm_frame(run);
}

void Engine::frame_done(Run run, json::value output) {
  if (run.frame.parent != 0) return child_done(run.execution, run.frame, std::move(output));
  run.execution.output = print(output);
  json::object details;
  add_data(details, "output", *run.execution.output);
  end(run.execution, Status::succeeded, "ExecutionSucceeded", std::move(details));
}

void Engine::end(Execution& execution, Status status, std::string_view type, json::object details) {
  execution.status = status;
  execution.stopped = core.clock.now();
  // That the time was up is told by the status and by the history only.
  if (const auto error = find_text(details, "error"); error && status != Status::timed_out)
    execution.error = std::string(*error);
  if (const auto cause = find_text(details, "cause")) execution.cause = std::string(*cause);
  const bool from_outside = status == Status::timed_out || status == Status::aborted;
  const std::uint64_t previous = from_outside ? 0 : execution.last_event;
  std::string details_name(type);
  details_name[0] = 'e';
  history.add(execution, type, previous, details_name + "EventDetails", std::move(details));
  for (auto& [id, frame] : execution.frames) {
    const Run run{*this, execution, *frame};
    core.journal.end(frame->line, status == Status::succeeded ? "ok" : status_name(status));
    // A redrive goes on from the frames as they are; nothing of a success is needed again.
    halt(run);
    if (status == Status::succeeded) {
      records.erase_children(execution, *frame);
      records.erase_frame(execution, *frame);
    } else {
      const bool some_left = frame->children && frame->children->done < frame->children->results.size();
      if (frame->phase != Phase::ready) frame->phase = some_left ? Phase::children : Phase::ended;
      if (!some_left) records.erase_children(execution, *frame);
      save(run);
    }
  }
  if (!execution.express) {
    records.unmark_running(execution);
    by_place_.erase(Records::execution_key(execution.context, execution.machine, execution.name).bytes());
  }
  if (!execution.express || !execution.map_run.empty()) records.write_execution(execution);
  announce_status(core, execution);
  if (!execution.map_run.empty()) map_runs.child_ended(execution);
  for (auto& told : std::exchange(execution.on_end, {})) told(execution);
  // It may be on the stack still: it goes in a turn of its own.
  core.loop.post([this, serial = execution.serial] {
    if (!find(serial)) executions_.erase(serial);
  });
}

void Engine::stop(Execution& execution, std::optional<std::string> error, std::optional<std::string> cause) {
  end(execution, Status::aborted, "ExecutionAborted", error_details(error, cause));
}

Execution* Engine::find_arn(const Context& context, std::string_view arn) const {
  const auto parsed = parse_arn(arn);
  if (!parsed || !parsed->resource.starts_with("execution:")) return nullptr;
  const std::string_view rest = std::string_view(parsed->resource).substr(10);
  const std::size_t colon = rest.find(':');
  if (colon == std::string_view::npos) return nullptr;
  return find(context, rest.substr(0, colon), rest.substr(colon + 1));
}

std::optional<Run> Engine::waiting(const TaskPlace& place) {
  Execution* execution = find(place.serial);
  Frame* frame = execution ? execution->frame(place.frame) : nullptr;
  if (!frame || frame->run != place.run || frame->phase != Phase::task) return std::nullopt;
  return Run{*this, *execution, *frame};
}

}  // namespace orrery::states
