// aws-sdk:service:action: any operation, through the same door as HTTP.
#include "core/digest.h"
#include "services/states/integrations/integration.h"
#include "services/states/integrations/sdk_error.h"

namespace orrery::states {
namespace {

// Member names between the integration's PascalCase and an API's camelCase; only at the levels the API names.
json::value recased(const json::value& value, int (*change)(int), int depth = 0) {
  if (value.is_array()) {
    json::array list;
    for (const auto& element : value.get_array()) list.push_back(recased(element, change, depth + 1));
    return list;
  }
  if (!value.is_object() || depth > 16) return value;
  json::object object;
  for (const auto& [key, member] : value.get_object()) {
    std::string name(key);
    if (!name.empty()) name[0] = static_cast<char>(change(static_cast<unsigned char>(name[0])));
    object[name] = recased(member, change, depth + 1);
  }
  return object;
}

// "2026-09-24T02:57:20.000Z" -> "2026-09-24T02:57:20Z": whole seconds have no fraction.
std::string shortest_time(std::string time) {
  if (time.ends_with(".000Z")) time.replace(time.size() - 5, 5, "Z");
  return time;
}

// Times leave the SDK as ISO 8601 texts.
void spell_times(json::object& answer) {
  for (auto& [key, value] : answer) {
    const std::string_view name = key;
    if ((name.ends_with("Date") || name.ends_with("DateTime") || name == "LastModified") &&
        value.is_number()) {
      const auto ms = static_cast<std::int64_t>(number_of(value) * 1000 + 0.5);
      value = json::string(shortest_time(iso_time(from_epoch_milliseconds(ms))));
    } else if (value.is_object()) {
      spell_times(value.get_object());
    } else if (value.is_array()) {
      for (auto& element : value.get_array()) {
        if (element.is_object()) spell_times(element.get_object());
      }
    }
  }
}

// Members that the API takes as JSON text and the integration as JSON.
void spell_documents(std::string_view service, json::object& input) {
  for (const std::string_view member : {"input", "output", "definition"}) {
    if (service != "states") break;
    if (auto* value = find(input, member); value && !value->is_string()) *value = json::string(print(*value));
  }
  if (service == "lambda") {
    // A text is the document itself.
    if (auto* value = find(input, "Payload"); value && value->is_null()) {
      input.erase("Payload");
    } else if (value && !value->is_string()) {
      *value = json::string(print(*value));
    }
  }
  if (service == "s3") {
    // The object is the value's JSON, a text with its quotes.
    if (auto* value = find(input, "Body")) *value = json::string(to_base64(print(*value)));
  }
}

}  // namespace

void begin_aws_sdk(Run run, const Integration& integration, const json::object& parameters) {
  Engine& engine = run.engine;
  const SdkService* service = find_sdk_service(std::string_view(integration.type).substr(8));
  if (!service || !engine.core.caller.knows(service->service)) {
    throw runtime_failure("The resource '" + integration.arn + "' is not supported by orrery");
  }
  std::string operation = integration.action;
  operation[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(operation[0])));
  json::object input = service->lower_members ? recased(parameters, std::tolower).get_object() : parameters;
  spell_documents(service->service, input);
  const TaskPlace here = engine.place(run);
  engine.core.caller.call(
      service->service, operation, task_context(run), std::move(input),
      Reply([&engine, here, integration, service](Result result) {
        const auto waiting = engine.waiting(here);
        if (!waiting) return;
        engine.guarded(*waiting, [&] {
          if (const auto* error = std::get_if<AwsError>(&result)) {
            task_failed(*waiting, integration, sdk_failure(*service, *error, engine.entropy.uuid()));
          }
          json::value answer = std::move(std::get<json::object>(result));
          if (service->lower_members) answer = recased(answer, std::toupper);
          spell_times(answer.get_object());
          if (auto* body = find(answer.get_object(), "Body"); body && service->service == "s3") {
            *body = json::string(from_base64(view(body->as_string())).value_or(""));
          }
          task_answered(*waiting, integration, std::move(answer));
        });
      }));
}

}  // namespace orrery::states
