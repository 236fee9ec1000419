#include "core/arn.h"
#include "services/states/integrations/integration.h"
#include "services/states/kinds/kinds.h"
#include "services/states/requests/trial.h"
#include "services/states/retry.h"

namespace orrery::states {
namespace {

json::object told(Trial& trial, std::string_view status) {
  json::object answer{{"status", status}};
  if (trial.level != "INFO") answer["inspectionData"] = std::move(trial.inspection);
  return answer;
}

json::object passed(Trial& trial, Outcome outcome, const std::string& next, std::string_view status) {
  json::object variables;
  for (const auto& [name, value] : trial.variables.own) variables[name] = value;
  for (auto& [name, value] : outcome.assigned) variables[name] = std::move(value);
  if (!variables.empty()) trial.inspect("variables", variables);
  json::object answer = told(trial, status);
  answer["output"] = print(outcome.output);
  // A mocked result that comes out as it went in keeps its spelling.
  if (trial.mocked_result && read_document(*trial.mocked_result) == outcome.output)
    answer["output"] = *trial.mocked_result;
  if (!next.empty()) answer["nextState"] = next;
  return answer;
}

json::object failed(Trial& trial, Failure failure) {
  const State& state = trial.state();
  if (failure.in_state) {
    failure.cause = "An error occurred while executing the state '" + state.name +
                    "' (entered at the event id #2). " + failure.cause.value_or("");
  }
  json::object details;
  const auto retrier = retrier_for(state, failure);
  const Catcher* catcher = catcher_for(state, failure);
  const bool again = retrier && trial.retries < state.retries[*retrier].most_attempts;
  if (again) {
    details["retryIndex"] = *retrier;
    details["retryBackoffIntervalSeconds"] = static_cast<std::int64_t>(
        retry_delay_s(state.retries[*retrier], trial.retries + 1, trial.states.engine.entropy));
  } else if (catcher) {
    details["catchIndex"] = catcher - state.catches.data();
  }
  if (!details.empty()) trial.inspection["errorDetails"] = std::move(details);
  json::object answer;
  if (!again && catcher) {
    const json::object error{{"Error", failure.error}, {"Cause", failure.cause.value_or("")}};
    Outcome outcome = caught_outcome(state, *catcher, trial.scope(), error, trial.tools());
    if (!state.jsonata()) trial.inspect("afterResultPath", outcome.output);
    answer = passed(trial, std::move(outcome), catcher->next, "CAUGHT_ERROR");
  } else {
    answer = told(trial, again ? "RETRIABLE" : "FAILED");
  }
  answer["error"] = failure.error;
  if (failure.cause) answer["cause"] = *failure.cause;
  return answer;
}

json::object worked(Trial& trial, json::value result) {
  const State& state = trial.state();
  if (state.kind == StateKind::task || state.result) trial.inspect("result", result);
  if (!state.jsonata()) {
    const json::value selected =
        state.result_selector ? state.result_selector->evaluate(trial.scope().over(result), trial.tools())
                              : result;
    trial.inspect("afterResultSelector", selected);
    trial.inspect("afterResultPath", combined(state.result_path, trial.scope().input, selected));
  }
  Outcome outcome = outcome_of(state, trial.scope(), std::move(result), trial.tools());
  return passed(trial, std::move(outcome), state.next, "SUCCEEDED");
}

json::object without_work(Trial& trial, const json::value& effective) {
  const State& state = trial.state();
  const Scope scope = trial.scope();
  if (state.kind == StateKind::pass) {
    if (state.jsonata()) return worked(trial, trial.document);
    json::value result =
        state.result ? *state.result : prepared_input(state, scope.over(effective), trial.tools());
    return worked(trial, std::move(result));
  }
  if (state.kind == StateKind::fail) {
    Failure failure("");
    const auto text = [](const json::value& value) {
      return value.is_string() ? std::string(view(value.get_string())) : print(value);
    };
    if (state.error) failure.error = text(state.error->evaluate(scope, trial.tools()));
    if (state.cause) failure.cause = text(state.cause->evaluate(scope, trial.tools()));
    return failed(trial, failure);
  }
  if (state.kind != StateKind::choice) {
    return passed(trial, unchanged(state, scope, trial.tools()), state.next, "SUCCEEDED");
  }
  for (const ChoiceRule& rule : state.choices) {
    if (!holds(rule, scope.over(effective), trial.tools())) continue;
    return passed(trial, unchanged(state, scope, trial.tools(), &rule), rule.next, "SUCCEEDED");
  }
  if (state.otherwise.empty()) throw nothing_chosen();
  return passed(trial, unchanged(state, scope, trial.tools()), state.otherwise, "SUCCEEDED");
}

// The work of a Task, by an execution of its own that does nothing else.
void run_work(std::shared_ptr<Trial> trial, const Input& input, const json::value& prepared, Reply reply) {
  const State& state = trial->state();
  const std::string& name = state.name;
  json::object task{
      {"Type", "Task"}, {"Resource", state.resource}, {"Arguments", "{% $states.input %}"}, {"End", true}};
  if (state.credentials) task["Credentials"] = state.credentials->evaluate(trial->scope(), trial->tools());
  const json::object machine{
      {"QueryLanguage", "JSONata"}, {"StartAt", name}, {"States", json::object{{name, task}}}};
  std::vector<Diagnostic> diagnostics;
  Engine::Start start;
  start.definition = read_definition(print(machine), MachineType::standard, diagnostics);
  start.context = input.context;
  start.machine = start.name = trial->states.engine.entropy.uuid();
  start.machine_arn = make_arn(input.context, "states", "stateMachine:" + start.machine);
  start.arn = make_arn(input.context, "states", "express:" + start.machine + ":" + start.name);
  start.role_arn = input.maybe_text("roleArn").value_or("");
  start.express = true;
  start.input = prepared;
  start.input_text = print(prepared);
  Execution& execution = trial->states.engine.start(std::move(start));
  execution.on_end.push_back([trial, waiting = std::move(reply)](const Execution& ended) mutable {
    try {
      if (ended.output)
        return waiting.ok(worked(*trial, read_document(*ended.output).value_or(json::value())));
      waiting.ok(failed(*trial, Failure(ended.error.value_or(""), ended.cause)));
    } catch (const Failure& failure) {
      waiting.ok(failed(*trial, failure));
    }
  });
}

// What the state is given to work with; told as far as the state has it.
json::value prepare(Trial& trial, const json::value& effective) {
  const State& state = trial.state();
  if (state.kind == StateKind::map) {
    inspect_map(trial, effective);
    return effective;
  }
  const bool takes = state.kind == StateKind::task || state.kind == StateKind::parallel ||
                     (state.kind == StateKind::pass && !state.result);
  if (!takes || (state.jsonata() && !state.parameters)) return effective;
  const json::value prepared = prepared_input(state, trial.scope().over(effective), trial.tools());
  trial.inspect(state.jsonata() ? "afterArguments" : "afterParameters", prepared);
  return prepared;
}

}  // namespace

void test_state(States& states, const Input& input, Reply reply) {
  const auto trial = std::make_shared<Trial>(states, input);
  const State& state = trial->state();
  trial->inspect("input", trial->document);
  try {
    const json::value effective = state.jsonata() ? trial->document : effective_input(state, trial->scope());
    if (!state.jsonata() && !state.result) trial->inspect("afterInputPath", effective);
    const json::value prepared = prepare(*trial, effective);
    if (trial->mocked_failure) return reply.ok(failed(*trial, *trial->mocked_failure));
    if (trial->mocked_result) {
      return reply.ok(worked(*trial, read_document(*trial->mocked_result).value_or(json::value())));
    }
    if (state.kind != StateKind::task) return reply.ok(without_work(*trial, effective));
    if (const auto integration = parse_integration(state.resource))
      check_task_input(state, *integration, prepared);
    run_work(trial, input, prepared, std::move(reply));
  } catch (const Failure& failure) {
    reply.ok(failed(*trial, failure));
  }
}

}  // namespace orrery::states
