// dynamodb, sqs, sns, events: the API's own parameters, with JSON where the API wants text.
#include "services/states/integrations/integration.h"
#include "services/states/integrations/sdk.h"

namespace orrery::states {
namespace {

struct Action {
  std::string_view type, action, operation;
};

constexpr Action actions[] = {
    {"dynamodb", "getItem", "GetItem"},       {"dynamodb", "putItem", "PutItem"},
    {"dynamodb", "updateItem", "UpdateItem"}, {"dynamodb", "deleteItem", "DeleteItem"},
    {"sqs", "sendMessage", "SendMessage"},    {"sns", "publish", "Publish"},
    {"events", "putEvents", "PutEvents"},
};

bool is_attribute(const json::value& value) {
  if (!value.is_object() || value.get_object().size() != 1) return false;
  static constexpr std::string_view types[] = {"S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS"};
  const std::string_view key = value.get_object().begin()->key();
  return std::find(std::begin(types), std::end(types), key) != std::end(types);
}

void spell_attribute(json::value& value);

void spell_attributes(json::object& attributes) {
  for (auto& [name, value] : attributes) spell_attribute(value);
}

void spell_content(std::string_view type, json::value& content) {
  if (type == "N" && content.is_number()) {
    content = json::string(print(content));
  } else if ((type == "BOOL" || type == "NULL") && content.is_string()) {
    if (const auto text = view(content.get_string()); text == "true" || text == "false") {
      content = text == "true";
    }
  } else if (type == "M" && content.is_object()) {
    spell_attributes(content.get_object());
  } else if (type == "L" && content.is_array()) {
    for (auto& element : content.get_array()) spell_attribute(element);
  }
}

// As the integration takes them: a bare text stands for {"S": text}, a number for {"N": "1"}, and "true" is
// as good a BOOL as true.
void spell_attribute(json::value& value) {
  if (value.is_string()) {
    value = json::object{{"S", value}};
  } else if (value.is_number()) {
    value = json::object{{"N", print(value)}};
  } else if (value.is_bool()) {
    value = json::object{{"BOOL", value}};
  } else if (is_attribute(value)) {
    auto& content = *value.get_object().begin();
    spell_content(content.key(), content.value());
  }
}

json::object dynamodb_input(json::object input) {
  for (const auto member : {"Item", "Key", "ExpressionAttributeValues"}) {
    if (auto* attributes = find(input, member); attributes && attributes->is_object()) {
      spell_attributes(attributes->get_object());
    }
  }
  return input;
}

void as_text(json::object& input, std::string_view member) {
  if (auto* value = find(input, member); value && !value->is_string()) *value = json::string(print(*value));
}

// Events also tell of the machine and the execution that they come from.
json::object events_input(json::object input, const Execution& execution) {
  auto* entries = find(input, "Entries");
  if (!entries || !entries->is_array()) return input;
  for (auto& one : entries->get_array()) {
    if (!one.is_object()) continue;
    json::object& entry = one.get_object();
    as_text(entry, "Detail");
    json::value& resources = entry["Resources"];
    if (!resources.is_array()) resources = json::array{};
    for (const std::string& arn : {execution.machine_arn, execution.arn}) {
      resources.get_array().emplace_back(arn);
    }
  }
  return input;
}

json::object spelled(const Action& action, const json::object& parameters, const Execution& execution) {
  json::object input = parameters;
  if (action.type == "dynamodb") return dynamodb_input(std::move(input));
  if (action.type == "events") return events_input(std::move(input), execution);
  if (action.type == "sqs") as_text(input, "MessageBody");
  if (action.type == "sns") as_text(input, "Message");
  return input;
}

// The SDK asks the host that a queue's URL names. One that names no queue is none of ours.
void check_queue_host(Run run, const Integration& integration, const json::object& parameters) {
  std::string_view url = find_text(parameters, "QueueUrl").value_or("");
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return;
  url.remove_prefix(scheme + 3);
  if (url.find('/') != std::string_view::npos) return;
  task_failed(run, integration,
              Failure("SQS.SdkClientException",
                      "Unable to execute HTTP request: " + std::string(url) + ": Name or service not known"));
}

// An entry that the bus refused is a failure of the task, though the request was answered.
void events_answered(Run run, const Integration& integration, json::object answer) {
  if (find_number(answer, "FailedEntryCount").value_or(0) > 0) {
    task_failed(run, integration, Failure("EventBridge.FailedEntry", print(answer)));
  }
  task_answered(run, integration, std::move(answer));
}

}  // namespace

void begin_optimised(Run run, const Integration& integration, const json::object& parameters) {
  const auto* action = std::find_if(std::begin(actions), std::end(actions), [&](const Action& one) {
    return one.type == integration.type && one.action == integration.action;
  });
  if (action == std::end(actions)) {
    throw runtime_failure("The resource '" + integration.arn + "' is not supported by orrery");
  }
  if (action->type == "sqs") check_queue_host(run, integration, parameters);
  run.engine.core.caller.call(
      action->type, action->operation, task_context(run), spelled(*action, parameters, run.execution),
      task_reply(run, integration, [integration](const Run& waiting, json::object answer) {
        if (integration.type == "events") return events_answered(waiting, integration, std::move(answer));
        const std::string body = print(answer);
        add_sdk_metadata(waiting, integration.type, answer, body);
        task_answered(waiting, integration, std::move(answer));
      }));
}

}  // namespace orrery::states
