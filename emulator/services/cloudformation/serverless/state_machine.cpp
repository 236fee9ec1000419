// AWS::Serverless::StateMachine.
#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/serverless/expansion.h"

namespace orrery::cloudformation {

void expand_state_machine(const Short& from, Expansion& into) {
  json::object properties;
  copy(from.properties, properties, {"Definition", "DefinitionSubstitutions"});
  if (const json::value* place = find(from.properties, "DefinitionUri"))
    properties["DefinitionS3Location"] = location(*place, from, "", "Version");
  constexpr std::pair<const char*, const char*> renamed[] = {{"Name", "StateMachineName"},
                                                             {"Type", "StateMachineType"},
                                                             {"Logging", "LoggingConfiguration"},
                                                             {"Tracing", "TracingConfiguration"},
                                                             {"Role", "RoleArn"}};
  for (const auto& [sam, plain] : renamed)
    if (const json::value* value = find(from.properties, sam)) properties[plain] = *value;
  if (!find(properties, "RoleArn")) {
    into.resources[from.id + "Role"] = role_for(from, "states.amazonaws.com", {});
    properties["RoleArn"] = attribute_of(from.id + "Role", "Arn");
  }
  if (const json::value* tags = find(from.properties, "Tags")) properties["Tags"] = tags_from(*tags);
  into.resources[from.id] = resource_like(from, "AWS::StepFunctions::StateMachine", std::move(properties));

  const json::object* events = find_object(from.properties, "Events");
  if (!events) return;
  for (const auto& [name, value] : *events) {
    const auto* event = value.if_object();
    const std::string type(event ? find_text(*event, "Type").value_or("") : "");
    if (type != "Schedule" && type != "EventBridgeRule" && type != "CloudWatchEvent")
      throw not_supported("the SAM event type " + type + " of a state machine");
    const std::string id = from.id + std::string(name);
    Short role_of{.id = id, .resource = from.resource, .properties = {}};
    into.resources[id + "Role"] = role_for(role_of, "events.amazonaws.com", {});
    json::object target{{"Arn", reference(from.id)}, {"RoleArn", attribute_of(id + "Role", "Arn")}};
    const json::object* given = find_object(*event, "Properties");
    into.resources[id] =
        rule_for(from, given ? *given : json::object{}, std::move(target), id + "StepFunctionsTarget");
  }
}

}  // namespace orrery::cloudformation
