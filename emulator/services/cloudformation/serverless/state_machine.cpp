// AWS::Serverless::StateMachine.
#include "core/digest.h"
#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/serverless/expansion.h"

namespace orrery::cloudformation {

namespace {

// Its logical id.
std::string add_machine_alias(const Short& from, const json::value& name, Expansion& into) {
  // A new version for a new definition: its name depends on what the machine is made of.
  const json::object& machine = into.resources.at(from.id).as_object();
  const std::string hash = to_hex(sha256(to_text(machine.at("Properties")))).substr(0, 10);
  const std::string version = from.id + "Version" + hash;
  into.resources[version] =
      json::object{{"Type", "AWS::StepFunctions::StateMachineVersion"},
                   {"DeletionPolicy", "Retain"},
                   {"Properties", json::object{{"StateMachineArn", reference(from.id)}}}};
  json::object routing{{"StateMachineVersionArn", reference(version)}, {"Weight", 100}};
  const std::string text = name.is_string() ? std::string(view(name.get_string())) : "";
  const std::string id = from.id + "Alias" + text;
  into.resources[id] =
      json::object{{"Type", "AWS::StepFunctions::StateMachineAlias"},
                   {"Properties",
                    json::object{{"Name", name}, {"RoutingConfiguration", json::array{std::move(routing)}}}}};
  return id;
}

}  // namespace

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
  // Events start the machine itself unless the alias is asked for.
  std::string started = from.id;
  if (const json::value* alias = find(from.properties, "AutoPublishAlias")) {
    const std::string id = add_machine_alias(from, *alias, into);
    const json::value* wanted = find(from.properties, "UseAliasAsEventTarget");
    if (wanted && *wanted == json::value(true)) started = id;
  }

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
    json::object target{{"Arn", reference(started)}, {"RoleArn", attribute_of(id + "Role", "Arn")}};
    const json::object* given = find_object(*event, "Properties");
    into.resources[id] =
        rule_for(from, given ? *given : json::object{}, std::move(target), id + "StepFunctionsTarget");
  }
}

}  // namespace orrery::cloudformation
