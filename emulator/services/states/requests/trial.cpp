#include "services/states/requests/trial.h"

#include "core/arn.h"
#include "services/states/map_run/children.h"

namespace orrery::states {
namespace {

// What AWS calls a state that is tested without its machine.
constexpr const char* lone_state = "StateName";

// A lone state stands in a machine that has every state it leads to.
std::string as_machine(const json::object& state) {
  json::object states{{lone_state, state}};
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
  json::object machine{{"StartAt", lone_state}, {"States", std::move(states)}};
  if (const auto language = find_text(state, "QueryLanguage")) machine["QueryLanguage"] = *language;
  return print(machine);
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

}  // namespace

Trial::Trial(States& states_, const Input& input)
    : states(states_), level(input.choice("inspectionLevel", {"INFO", "DEBUG", "TRACE"}, "INFO")) {
  read_definition_of(input);
  read_mock(input);
  read_configuration(input);
  document = document_of(input, "input", json::object{});
  document_text = input.maybe_text("input").value_or("{}");
  context = input.has("context") ? document_of(input, "context", nullptr) : default_context(input);
  if (input.has("context")) check_given_context(state(), context);
  const json::value given = document_of(input, "variables", json::object{});
  if (!given.is_object()) return;
  for (const auto& [name, value] : given.get_object()) variables.own.emplace(std::string(name), value);
}

std::string Trial::spelled(const json::value& value) const {
  if (value == document) return document_text;
  if (mocked_result && read_document(*mocked_result) == value) return *mocked_result;
  return print(value);
}

void Trial::read_definition_of(const Input& input) {
  const std::string_view text = input.text("definition");
  const auto parsed = read_document(text);
  if (!parsed || !parsed->is_object()) {
    throw AwsError("InvalidDefinition",
                   "Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: " + unreadable(text) + "'");
  }
  const bool whole = parsed->get_object().contains("States");
  std::vector<Diagnostic> diagnostics;
  definition = read_definition(whole ? std::string(text) : as_machine(parsed->get_object()),
                               MachineType::standard, diagnostics);
  if (!definition) throw AwsError("InvalidDefinition", invalid_definition(diagnostics));
  const std::string name(whole ? input.maybe_text("stateName").value_or(definition->graph.start)
                               : lone_state);
  found = find_state(definition->graph, name);
  if (!found) throw invalid_trial("State not found in definition");
}

void Trial::read_mock(const Input& input) {
  const bool nests = found->kind == StateKind::map || found->kind == StateKind::parallel;
  const json::object* mock = input.maybe_object("mock");
  if (!mock) {
    if (!nests) return;
    throw AwsError("InvalidDefinition",
                   "TestState API does not support Map or Parallel states. Supported state types include: "
                   "[Task, Wait, Pass, Succeed, Fail, Choice]");
  }
  if (!nests && found->kind != StateKind::task) {
    throw invalid_trial("State type '" + std::string(kind_name(found->kind)) +
                        "' is not supported when a mock is specified");
  }
  if (input.flag("revealSecrets"))
    throw invalid_trial("TestState does not support RevealSecrets when a mock is specified.");
  const auto result = find_text(*mock, "result");
  const json::object* error = find_object(*mock, "errorOutput");
  if (result && error)
    throw invalid_trial("A test mock should have only one of the following fields: [result, errorOutput].");
  if (!result && !error)
    throw invalid_trial("One of the following fields is required for a test mock: [result, errorOutput].");
  if (error) {
    const auto name = find_text(*error, "error");
    if (!name) throw invalid_trial("An error was not specified in the mocked error output.");
    mocked_failure = Failure(std::string(*name));
    if (const auto cause = find_text(*error, "cause")) mocked_failure->cause = std::string(*cause);
    return;
  }
  mocked_result = std::string(*result);
  const auto value = read_document(*mocked_result);
  const bool is_list = value && value->is_array(), is_object = value && value->is_object();
  const bool written = found->map && found->map->writer && !found->map->writer->resource.empty();
  if (written && !is_object) throw invalid_trial("Mocked result must be a JSON object.");
  if (nests && !written && !is_list) throw invalid_trial("Mocked result must be an array.");
  if (!nests && !is_object) throw invalid_trial("Mocked result must be a valid JSON object.");
  if (found->kind == StateKind::parallel && value->get_array().size() != found->branches.size()) {
    throw invalid_trial(
        "Mocked result must contain the same number of items as number of Parallel branches.");
  }
  const auto mode = find_text(*mock, "fieldValidationMode").value_or("STRICT");
  if (found->kind == StateKind::task && mode != "NONE")
    check_mocked_result(*found, value->get_object(), mode == "STRICT");
}

void Trial::read_configuration(const Input& input) {
  const json::object* configuration = input.maybe_object("stateConfiguration");
  if (!configuration) return;
  retries = find_number(*configuration, "retrierRetryCount").value_or(0);
  if (const auto data = find_text(*configuration, "mapItemReaderData")) items_read = std::string(*data);
  failed_iterations = find_number(*configuration, "mapIterationFailureCount");
  if (failed_iterations && found->kind != StateKind::map)
    throw invalid_trial("MapIterationFailureCount is only supported when testing a Map state.");
}

json::object Trial::default_context(const Input& input) const {
  Entropy& entropy = states.engine.entropy;
  const std::string machine = entropy.uuid(), execution = entropy.uuid();
  const std::string now = iso_time(states.core.clock.now());
  const auto role = input.maybe_text("roleArn");
  json::object about{{"Name", lone_state}, {"EnteredTime", now}};
  if (state().can_retry()) about["RetryCount"] = 0;
  return {{"Execution",
           json::object{{"Id", make_arn(input.context, "states", "express:" + machine + ":" + execution)},
                        {"Input", document},
                        {"Name", execution},
                        {"RoleArn", role ? json::value(*role) : json::value(nullptr)},
                        {"StartTime", now}}},
          {"StateMachine", json::object{{"Id", make_arn(input.context, "states", "stateMachine:" + machine)},
                                        {"Name", machine}}},
          {"State", std::move(about)}};
}

}  // namespace orrery::states
