// Functions: as a bare ARN, whose result is the function's, and as lambda:invoke, whose result is the API's.
#include "core/utf8.h"
#include "services/states/integrations/integration.h"
#include "services/states/integrations/sdk.h"

namespace orrery::states {
namespace {

// The failure of a function that ran. `compact`: the cause is spelled anew, as lambda:invoke does.
Failure function_failure(const InvocationOutcome& outcome, bool compact) {
  const auto payload = read_document(outcome.payload);
  const auto type =
      payload && payload->is_object() ? find_text(payload->get_object(), "errorType") : std::nullopt;
  if (!type) {
    return Failure(
        "Lambda.Unknown",
        "The cause could not be determined because Lambda did not return an error type. Returned payload: " +
            outcome.payload);
  }
  return Failure(std::string(*type), compact ? print(*payload) : outcome.payload);
}

// A text that is itself a document goes to the function as that document.
std::string payload_of(const json::object& parameters) {
  const auto* payload = find(parameters, "Payload");
  if (!payload) return "{}";
  if (payload->is_string() && read_document(view(payload->get_string())))
    return std::string(view(payload->get_string()));
  return print(*payload);
}

json::value payload_value(const std::string& text) {
  if (text.empty()) return nullptr;
  auto parsed = read_document(text);
  return parsed ? std::move(*parsed) : json::value(json::string(text));
}

void call(Run run, const Integration& integration, Invocation invocation, bool bare) {
  Engine& engine = run.engine;
  const TaskPlace here = engine.place(run);
  engine.invoker.invoke(std::move(invocation), [&engine, here, integration, bare](InvocationOutcome outcome) {
    const auto waiting = engine.waiting(here);
    if (!waiting) return;
    outcome.payload = as_utf8(std::move(outcome.payload));
    engine.guarded(*waiting, [&] {
      if (outcome.refused) {
        task_failed(*waiting, integration,
                    optimised_failure("lambda", *outcome.refused, engine.entropy.uuid()));
      }
      if (!outcome.error.empty()) task_failed(*waiting, integration, function_failure(outcome, !bare));
      if (bare) return task_answered(*waiting, integration, payload_value(outcome.payload));
      json::object answer{
          {"ExecutedVersion", outcome.executed_version.empty() ? "$LATEST" : outcome.executed_version},
          {"Payload", payload_value(outcome.payload)}};
      if (!outcome.log.empty()) answer["LogResult"] = outcome.log;
      add_sdk_metadata(*waiting, "lambda", answer, outcome.payload);
      answer["StatusCode"] = 200;
      task_answered(*waiting, integration, std::move(answer));
    });
  });
}

// InvocationType Event and DryRun are answered at once by the service itself.
void call_service(Run run, const Integration& integration, const json::object& parameters) {
  json::object input = parameters;
  input["Payload"] = payload_of(parameters);
  run.engine.core.caller.call(
      "lambda", "Invoke", task_context(run), std::move(input),
      task_reply(run, integration, [integration](const Run& waiting, json::object result) {
        json::object answer{{"Payload", ""}};
        add_sdk_metadata(waiting, "lambda", answer, "");
        answer["StatusCode"] = find_number(result, "StatusCode").value_or(202);
        task_answered(waiting, integration, std::move(answer));
      }));
}

}  // namespace

void begin_function(Run run, const Integration& integration, const json::value& input) {
  Invocation invocation;
  invocation.context = task_context(run);
  invocation.function = integration.arn;
  invocation.payload = print(input);
  call(run, integration, std::move(invocation), true);
}

void begin_lambda_invoke(Run run, const Integration& integration, const json::object& parameters) {
  const auto name = find_text(parameters, "FunctionName");
  if (!name) {
    task_failed(run, integration,
                Failure("States.Runtime", "The field 'FunctionName' is required but was missing"));
  }
  const auto type = find_text(parameters, "InvocationType").value_or("RequestResponse");
  if (type != "RequestResponse") return call_service(run, integration, parameters);
  Invocation invocation;
  invocation.context = task_context(run);
  invocation.function = *name;
  invocation.qualifier = find_text(parameters, "Qualifier").value_or("");
  invocation.client_context = find_text(parameters, "ClientContext").value_or("");
  invocation.wants_log = find_text(parameters, "LogType").value_or("") == "Tail";
  invocation.payload = payload_of(parameters);
  call(run, integration, std::move(invocation), false);
}

}  // namespace orrery::states
