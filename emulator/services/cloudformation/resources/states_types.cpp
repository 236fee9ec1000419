// State machines and activities.
#include "core/arn.h"
#include "core/digest.h"
#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/resources/resource_type.h"
#include "services/cloudformation/template/errors.h"
#include "services/cloudformation/template/evaluate.h"

namespace orrery::cloudformation {
namespace {

Work read_definition(Step& step, std::string& definition) {
  if (const json::value* text = find(step.properties, "DefinitionString")) {
    definition = scalar_text(*text);
  } else if (const json::value* given = find(step.properties, "Definition")) {
    definition = to_text(*given);
  } else if (const json::object* place = step.object("DefinitionS3Location")) {
    json::object input;
    copy(*place, input, {"Bucket", "Key"});
    if (const auto version = find_text(*place, "Version")) input["VersionId"] = boost_view(*version);
    const json::object object = co_await step.call("s3", "GetObject", std::move(input));
    definition = from_base64(find_text(object, "Body").value_or("")).value_or("");
  } else {
    throw invalid("Property DefinitionString cannot be empty.");
  }
  const json::object* values = step.object("DefinitionSubstitutions");
  if (!values) co_return;
  for (const auto& [name, value] : *values) {
    const std::string wanted = "${" + std::string(name) + "}", text = scalar_text(value);
    for (auto at = definition.find(wanted); at != std::string::npos;
         at = definition.find(wanted, at + text.size()))
      definition.replace(at, wanted.size(), text);
  }
}

void add_settings(const Step& step, json::object& input) {
  if (const json::value* role = find(step.properties, "RoleArn")) input["roleArn"] = *role;
  if (const json::value* logging = find(step.properties, "LoggingConfiguration"))
    input["loggingConfiguration"] = lower_names(*logging);
  if (const json::value* tracing = find(step.properties, "TracingConfiguration"))
    input["tracingConfiguration"] = lower_names(*tracing);
}

void set_machine_attributes(Step& step, const std::string& name) {
  step.attributes = {{"Arn", step.physical}, {"Name", name}, {"StateMachineRevisionId", "INITIAL"}};
}

Work create_machine(Step& step) {
  const std::string name = step.name("StateMachineName", 80);
  std::string definition;
  co_await read_definition(step, definition);
  json::object input{{"name", name}, {"definition", definition}};
  add_settings(step, input);
  if (step.has("StateMachineType")) input["type"] = step.text("StateMachineType");
  if (json::array tags = lower_tag_list(step); !tags.empty()) input["tags"] = std::move(tags);
  const json::object made = co_await step.call("states", "CreateStateMachine", std::move(input));
  step.physical = find_text(made, "stateMachineArn").value_or("");
  set_machine_attributes(step, name);
}

Work update_machine(Step& step) {
  std::string definition;
  co_await read_definition(step, definition);
  json::object input{{"stateMachineArn", step.physical}, {"definition", definition}};
  add_settings(step, input);
  co_await step.call("states", "UpdateStateMachine", std::move(input));
}

Work remove_machine(Step& step) {
  json::object input{{"stateMachineArn", step.physical}};
  co_await step.remove("states", "DeleteStateMachine", std::move(input));
}

Work create_activity(Step& step) {
  const std::string name = step.name("Name", 80);
  json::object input{{"name", name}};
  if (json::array tags = lower_tag_list(step); !tags.empty()) input["tags"] = std::move(tags);
  const json::object made = co_await step.call("states", "CreateActivity", std::move(input));
  step.physical = find_text(made, "activityArn").value_or("");
  step.attributes = {{"Arn", step.physical}, {"Name", name}};
}

Work remove_activity(Step& step) {
  json::object input{{"activityArn", step.physical}};
  co_await step.remove("states", "DeleteActivity", std::move(input));
}

Work publish_machine_version(Step& step) {
  json::object input{{"stateMachineArn", step.text("StateMachineArn")}};
  if (step.has("Description")) input["description"] = step.text("Description");
  if (step.has("StateMachineRevisionId")) input["revisionId"] = step.text("StateMachineRevisionId");
  const json::object made = co_await step.call("states", "PublishStateMachineVersion", std::move(input));
  step.physical = find_text(made, "stateMachineVersionArn").value_or("");
  step.attributes = {{"Arn", step.physical}};
}

Work remove_machine_version(Step& step) {
  json::object input{{"stateMachineVersionArn", step.physical}};
  co_await step.remove("states", "DeleteStateMachineVersion", std::move(input));
}

// How the traffic moves from version to version is left out: here it has moved at once.
json::array routing_of(const Step& step) {
  if (const json::array* routing = step.list("RoutingConfiguration")) return lower_names(*routing).as_array();
  json::object all{{"weight", 100}};
  if (const json::object* preference = step.object("DeploymentPreference"))
    if (const json::value* version = find(*preference, "StateMachineVersionArn"))
      all["stateMachineVersionArn"] = *version;
  return {std::move(all)};
}

Work create_machine_alias(Step& step) {
  json::object input{{"name", step.name("Name", 80)}, {"routingConfiguration", routing_of(step)}};
  if (step.has("Description")) input["description"] = step.text("Description");
  const json::object made = co_await step.call("states", "CreateStateMachineAlias", std::move(input));
  step.physical = find_text(made, "stateMachineAliasArn").value_or("");
  step.attributes = {{"Arn", step.physical}};
}

Work update_machine_alias(Step& step) {
  json::object input{{"stateMachineAliasArn", step.physical}, {"routingConfiguration", routing_of(step)}};
  if (step.has("Description")) input["description"] = step.text("Description");
  co_await step.call("states", "UpdateStateMachineAlias", std::move(input));
}

Work remove_machine_alias(Step& step) {
  json::object input{{"stateMachineAliasArn", step.physical}};
  co_await step.remove("states", "DeleteStateMachineAlias", std::move(input));
}

constexpr std::string_view machine_replacing[] = {"StateMachineName", "StateMachineType"};
constexpr std::string_view alias_name_replacing[] = {"Name"};

constexpr ResourceType states_table[] = {
    {"AWS::StepFunctions::StateMachine", "StateMachineName", machine_replacing, create_machine,
     update_machine, remove_machine},
    {"AWS::StepFunctions::StateMachineVersion",
     "",
     {},
     publish_machine_version,
     nullptr,
     remove_machine_version},
    {"AWS::StepFunctions::StateMachineAlias", "Name", alias_name_replacing, create_machine_alias,
     update_machine_alias, remove_machine_alias},
    {"AWS::StepFunctions::Activity", "Name", {}, create_activity, nullptr, remove_activity},
};

}  // namespace

std::span<const ResourceType> states_types() { return states_table; }

}  // namespace orrery::cloudformation
