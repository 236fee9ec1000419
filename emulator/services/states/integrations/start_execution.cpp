// states:startExecution, and its .sync forms that wait for the other execution to end.
#include "core/ascii.h"
#include "services/states/integrations/integration.h"
#include "services/states/integrations/sdk.h"

namespace orrery::states {
namespace {

json::value document_or_text(const std::string& text, bool as_json) {
  if (as_json) {
    if (auto parsed = read_document(text)) return std::move(*parsed);
  }
  return json::string(text);
}

// The other execution as DescribeExecution tells it, in the integration's PascalCase.
json::object described(const Execution& other, bool as_json) {
  const json::object included{{"Included", true}};
  json::object answer;
  if (other.cause) answer["Cause"] = *other.cause;
  if (other.error) answer["Error"] = *other.error;
  answer["ExecutionArn"] = other.arn;
  answer["Input"] = document_or_text(other.input_text, as_json);
  answer["InputDetails"] = included;
  answer["Name"] = other.name;
  if (other.output) {
    answer["Output"] = document_or_text(*other.output, as_json);
    answer["OutputDetails"] = included;
  }
  answer["RedriveCount"] = other.redrive_count;
  const auto why = status_forbids_redrive(other);
  answer["RedriveStatus"] = why ? "NOT_REDRIVABLE" : "REDRIVABLE";
  if (why) answer["RedriveStatusReason"] = *why;
  answer["StartDate"] = epoch_milliseconds(other.started);
  for (const auto& [member, name] : {std::pair{"stateMachineAliasArn", "StateMachineAliasArn"},
                                     std::pair{"stateMachineVersionArn", "StateMachineVersionArn"}}) {
    if (const auto* arn = other.about.if_contains(member)) answer[name] = *arn;
  }
  answer["StateMachineArn"] = other.machine_arn;
  answer["Status"] = status_name(other.status);
  answer["StopDate"] = epoch_milliseconds(other.stopped);
  return answer;
}

bool follows(const Integration& integration) {
  return integration.pattern == Integration::Pattern::sync ||
         integration.pattern == Integration::Pattern::sync_json;
}

}  // namespace

void nested_ended(Run run, const Integration& integration, const Execution& other) {
  run.engine.guarded(run, [&] {
    if (other.status == Status::succeeded) {
      const bool as_json = integration.pattern == Integration::Pattern::sync_json;
      return task_succeeded(run, integration, described(other, as_json));
    }
    // Of a failure, .sync:2 too tells the input as text.
    task_failed(run, integration, Failure("States.TaskFailed", print(described(other, false))));
  });
}

void follow_nested(Run run, const Integration& integration, Execution& other) {
  Engine& engine = run.engine;
  const TaskPlace here = engine.place(run);
  other.on_end.push_back([&engine, here, integration](const Execution& ended) {
    if (const auto waiting = engine.waiting(here)) nested_ended(*waiting, integration, ended);
  });
}

void stop_nested(const Run& run) {
  const auto integration = parse_integration(run.state().resource);
  if (!integration || !follows(*integration)) return;
  // In a turn of its own: what ends here may be on the stack.
  run.engine.core.loop.post([&engine = run.engine, home = home_of(run, run.frame.worker),
                             arn = run.frame.worker, by = run.execution.arn] {
    if (Execution* other = engine.find_arn(home, arn)) {
      engine.stop(*other, std::nullopt,
                  "The Task state in AWS Step Functions execution [" + by +
                      "] which was managing this resource was aborted");
    }
  });
}

void begin_start_execution(Run run, const Integration& integration, const json::object& parameters) {
  json::object input;
  for (const auto& [key, value] : parameters) {
    if (value.is_null()) continue;  // as if it were not given
    input[lower_first(key)] = value;
  }
  if (auto* document = input.if_contains("input"); document && !document->is_string()) {
    *document = json::string(print(*document));
  }
  run.engine.core.caller.call(
      "states", "StartExecution", task_context(run), std::move(input),
      task_reply(run, integration, [integration](const Run& waiting, json::object started) {
        const std::string arn(find_text(started, "executionArn").value_or(""));
        json::object answer{{"ExecutionArn", arn}};
        add_sdk_metadata(waiting, "states", answer, print(started));
        answer["StartDate"] = epoch_milliseconds(waiting.engine.core.clock.now());
        const bool stays = follows(integration);
        if (stays) waiting.frame.worker = arn;  // also after a restart
        task_answered(waiting, integration, std::move(answer));
        Execution* other = stays ? waiting.engine.find_arn(home_of(waiting, arn), arn) : nullptr;
        if (other) follow_nested(waiting, integration, *other);
      }));
}

}  // namespace orrery::states
