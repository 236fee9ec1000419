#include "core/arn.h"
#include "services/states/requests/common.h"
#include "services/states/retry.h"

namespace orrery::states {
namespace {

// One state under test: what it is given, and what is told of it.
struct Trial {
  Trial(States& states_, const Input& input)
      : states(states_), level(input.choice("inspectionLevel", {"INFO", "DEBUG", "TRACE"}, "INFO")) {}

  const State& state() const { return *found; }
  Scope scope() const {
    return {document, ContextSource([this] { return context; }), variables};
  }
  Tools tools() const { return states.engine.tools(); }
  void inspect(const char* name, const json::value& value) { inspection[name] = print(value); }

  States& states;
  std::string level;
  std::shared_ptr<const Definition> definition;
  const State* found = nullptr;
  json::value document, context = json::object{};
  Variables variables;
  json::object inspection;
};

// A lone state stands in a machine that has every state it leads to.
std::string as_machine(const json::object& state) {
  json::object states{{"S", state}};
  const auto target = [&](const json::object& from, const char* field) {
    if (const auto name = find_text(from, field); name && !states.contains(*name)) {
      states[*name] = json::object{{"Type", "Succeed"}};
    }
  };
  target(state, "Next");
  target(state, "Default");
  for (const auto list : {"Choices", "Catch"}) {
    const auto* entries = find_array(state, list);
    if (!entries) continue;
    for (const auto& entry : *entries) {
      if (entry.is_object()) target(entry.get_object(), "Next");
    }
  }
  json::object machine{{"StartAt", "S"}, {"States", std::move(states)}};
  if (const auto language = find_text(state, "QueryLanguage")) machine["QueryLanguage"] = *language;
  return print(machine);
}

void read_state_under_test(Trial& trial, const Input& input) {
  const auto document = read_document(input.text("definition"));
  if (!document || !document->is_object()) {
    throw AwsError("InvalidDefinition", "Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: " +
                                            unreadable(input.text("definition")) + "'");
  }
  const bool whole = document->get_object().contains("States");
  std::vector<Diagnostic> diagnostics;
  trial.definition =
      read_definition(whole ? std::string(input.text("definition")) : as_machine(document->get_object()),
                      MachineType::standard, diagnostics);
  if (!trial.definition) throw AwsError("InvalidDefinition", invalid_definition(diagnostics));
  const std::string name(whole ? input.maybe_text("stateName").value_or(trial.definition->graph.start) : "S");
  const auto found = trial.definition->graph.states.find(name);
  if (found == trial.definition->graph.states.end()) {
    throw AwsError("ValidationException", "State '" + name + "' not found in definition");
  }
  trial.found = &found->second;
}

json::value document_of(const Input& input, std::string_view name, json::value otherwise) {
  const auto text = input.maybe_text(name);
  if (!text) return otherwise;
  auto parsed = read_document(*text);
  if (!parsed)
    throw AwsError("InvalidExecutionInput",
                   "Invalid State Machine Execution Input: '" + unreadable(*text) + "'");
  return std::move(*parsed);
}

json::object told(Trial& trial, std::string_view status) {
  json::object answer{{"status", status}};
  if (trial.level != "INFO") answer["inspectionData"] = std::move(trial.inspection);
  return answer;
}

json::object passed(Trial& trial, Outcome outcome, const std::string& next, std::string_view status) {
  if (!outcome.assigned.empty()) {
    json::object variables;
    for (auto& [name, value] : outcome.assigned) variables[name] = std::move(value);
    trial.inspect("variables", variables);
  }
  json::object answer = told(trial, status);
  answer["output"] = print(outcome.output);
  if (!next.empty()) answer["nextState"] = next;
  return answer;
}

json::object failed(Trial& trial, const Failure& failure, std::int64_t retries) {
  json::object details;
  const auto retrier = retrier_for(trial.state(), failure);
  const Catcher* catcher = catcher_for(trial.state(), failure);
  const bool again = retrier && retries < trial.state().retries[*retrier].most_attempts;
  if (again) {
    details["retryIndex"] = *retrier;
    details["retryBackoffIntervalSeconds"] = static_cast<std::int64_t>(
        retry_delay_s(trial.state().retries[*retrier], retries + 1, trial.states.engine.entropy));
  } else if (catcher) {
    details["catchIndex"] = catcher - trial.state().catches.data();
  }
  if (!details.empty()) trial.inspection["errorDetails"] = std::move(details);
  json::object answer;
  if (!again && catcher) {
    const json::object error{{"Error", failure.error}, {"Cause", failure.cause.value_or("")}};
    Outcome outcome = caught_outcome(trial.state(), *catcher, trial.scope(), error, trial.tools());
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
  trial.inspect("result", result);
  if (state.result_selector) {
    trial.inspect("afterResultSelector",
                  state.result_selector->evaluate(trial.scope().over(result), trial.tools()));
  } else if (!state.jsonata()) {
    trial.inspect("afterResultSelector", result);
  }
  Outcome outcome = outcome_of(state, trial.scope(), std::move(result), trial.tools());
  if (!state.jsonata() && !state.output_path.path) trial.inspect("afterResultPath", outcome.output);
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
    return failed(trial, failure, 0);
  }
  if (state.kind != StateKind::choice) {
    return passed(trial, unchanged(state, scope, trial.tools()), state.next, "SUCCEEDED");
  }
  for (const ChoiceRule& rule : state.choices) {
    if (!holds(rule, scope.over(effective), trial.tools())) continue;
    return passed(trial, unchanged(state, scope, trial.tools(), &rule), rule.next, "SUCCEEDED");
  }
  if (state.otherwise.empty())
    throw Failure("States.NoChoiceMatched", "No choice rule matched and there is no Default");
  return passed(trial, unchanged(state, scope, trial.tools()), state.otherwise, "SUCCEEDED");
}

// The work of a Task, by an execution of its own that does nothing else.
void run_work(std::shared_ptr<Trial> trial, const Input& input, const json::value& prepared,
              std::int64_t retries, Reply reply) {
  json::object task{{"Type", "Task"}, {"Resource", trial->state().resource}, {"End", true}};
  const json::object machine{{"StartAt", "S"}, {"States", json::object{{"S", std::move(task)}}}};
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
  execution.on_end.push_back([trial, retries, waiting = std::move(reply)](const Execution& ended) mutable {
    try {
      if (ended.output)
        return waiting.ok(worked(*trial, read_document(*ended.output).value_or(json::value())));
      Failure failure(ended.error.value_or(""), ended.cause);
      waiting.ok(failed(*trial, failure, retries));
    } catch (const Failure& failure) {
      waiting.ok(failed(*trial, failure, retries));
    }
  });
}

}  // namespace

void test_state(States& states, const Input& input, Reply reply) {
  const auto trial = std::make_shared<Trial>(states, input);
  read_state_under_test(*trial, input);
  trial->document = document_of(input, "input", json::object{});
  trial->context = document_of(input, "context", json::object{});
  const json::value variables = document_of(input, "variables", json::object{});
  if (variables.is_object()) {
    for (const auto& [name, value] : variables.get_object())
      trial->variables.own.emplace(std::string(name), value);
  }
  std::int64_t retries = 0;
  if (const auto* configuration = input.maybe_object("stateConfiguration")) {
    retries = find_number(*configuration, "retrierRetryCount").value_or(0);
  }
  const State& state = trial->state();
  trial->inspect("input", trial->document);
  try {
    const json::value effective = state.jsonata() ? trial->document : effective_input(state, trial->scope());
    if (!state.jsonata()) trial->inspect("afterInputPath", effective);
    const bool works =
        state.kind == StateKind::task || state.kind == StateKind::map || state.kind == StateKind::parallel;
    json::value prepared = effective;
    if (state.kind != StateKind::map && state.parameters) {
      prepared = prepared_input(state, trial->scope().over(effective), trial->tools());
      trial->inspect(state.jsonata() ? "afterArguments" : "afterParameters", prepared);
    }
    if (!works) return reply.ok(without_work(*trial, effective));
    if (const auto* mock = input.maybe_object("mock")) {
      if (const auto* error = find_object(*mock, "errorOutput")) {
        Failure failure(std::string(find_text(*error, "error").value_or("")));
        if (const auto cause = find_text(*error, "cause")) failure.cause = std::string(*cause);
        return reply.ok(failed(*trial, failure, retries));
      }
      auto result = read_document(find_text(*mock, "result").value_or(""));
      if (!result) throw AwsError("ValidationException", "mock.result must be valid JSON");
      return reply.ok(worked(*trial, std::move(*result)));
    }
    if (state.kind != StateKind::task)
      throw not_supported("states:TestState of Map and Parallel without a mock");
    run_work(trial, input, prepared, retries, std::move(reply));
  } catch (const Failure& failure) {
    reply.ok(failed(*trial, failure, retries));
  }
}

}  // namespace orrery::states
