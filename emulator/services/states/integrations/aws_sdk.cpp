// aws-sdk:service:action: any operation, through the same door as HTTP.
#include "services/states/integrations/integration.h"
#include "services/states/integrations/sdk.h"

namespace orrery::states {
namespace {

// Members of the APIs in camelCase whose keys are their caller's.
constexpr std::string_view maps[] = {"AssignedVariables",
                                     "Attributes",
                                     "DeliverySourceConfiguration",
                                     "Dimensions",
                                     "Enumerations",
                                     "ExtractedValues",
                                     "Histogram",
                                     "KeyAttributes",
                                     "LogRecord",
                                     "Tags",
                                     "VariableReferences"};

// Member names between the integration's PascalCase and an API's camelCase.
json::value recased(const json::value& value, int (*change)(int)) {
  if (value.is_array()) {
    json::array list;
    for (const auto& element : value.get_array()) list.push_back(recased(element, change));
    return list;
  }
  if (!value.is_object()) return value;
  json::object object;
  for (const auto& [key, member] : value.get_object()) {
    std::string pascal(key), name(key);
    if (!name.empty()) {
      pascal[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
      name[0] = static_cast<char>(change(static_cast<unsigned char>(name[0])));
    }
    const bool map =
        member.is_object() && std::find(std::begin(maps), std::end(maps), pascal) != std::end(maps);
    object[name] = map ? member : recased(member, change);
  }
  return object;
}

}  // namespace

void begin_aws_sdk(Run run, const Integration& integration, const json::object& parameters) {
  const SdkService* service = find_sdk_service(integration.sdk_service());
  if (!service || !run.engine.core.caller.knows(service->service)) {
    throw runtime_failure("The resource '" + integration.arn + "' is not supported by orrery");
  }
  std::string operation = integration.action;
  operation[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(operation[0])));
  json::object input = parameters;
  spell_sdk_input(*service, operation, input);
  if (service->lower_members) input = std::move(recased(input, std::tolower).get_object());
  run.engine.core.caller.call(
      service->service, operation, task_context(run), std::move(input),
      task_reply(run, integration,
                 [integration, service, operation](const Run& waiting, json::object result) {
                   json::value answer = std::move(result);
                   if (service->lower_members) answer = recased(answer, std::toupper);
                   spell_sdk_answer(*service, operation, answer);
                   task_answered(waiting, integration, std::move(answer));
                 }));
}

}  // namespace orrery::states
