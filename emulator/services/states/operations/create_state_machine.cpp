#include "core/arn.h"
#include "services/states/requests/common.h"

namespace orrery::states {

namespace {

bool same_request(const json::object& known, const json::object& asked) {
  for (const auto member : {"definition", "type", "loggingConfiguration", "tracingConfiguration"}) {
    if (known.at(member) != asked.at(member)) return false;
  }
  return true;
}

}  // namespace

json::object create_state_machine(States& states, const Input& input) {
  const std::string_view name = input.text("name"), definition = input.text("definition");
  check_name(name);
  check_role(input.text("roleArn"));
  const auto type = input.choice("type", {"STANDARD", "EXPRESS"}, "STANDARD");
  json::object machine{
      {"name", name},
      {"arn", make_arn(input.context, "states", "stateMachine:" + std::string(name))},
      {"definition", definition},
      {"roleArn", input.text("roleArn")},
      {"type", type},
      {"loggingConfiguration", json::object{{"level", "OFF"}, {"includeExecutionData", false}}},
      {"tracingConfiguration", json::object{{"enabled", false}}}};
  read_logging(input, machine);
  const bool publish = input.flag("publish");
  if (input.has("versionDescription") && !publish) {
    throw AwsError("ValidationException", "Version description can only be set when publish is true");
  }
  check_definition(definition, machine_type(machine));
  if (const auto* tags = input.maybe_list("tags")) {
    check_tags(*tags);
    machine["tags"] = *tags;
  }
  if (auto known = states.machines.find(input.context, name)) {
    if (!same_request(*known, machine)) {
      throw AwsError("StateMachineAlreadyExists",
                     "State Machine Already Exists: '" + std::string(*find_text(machine, "arn")) + "'");
    }
    json::object answer{{"stateMachineArn", *find_text(*known, "arn")},
                        {"creationDate", known->at("creationDate")}};
    if (publish) {
      answer["stateMachineVersionArn"] =
          states.machines.publish(input.context, *known, input.maybe_text("versionDescription"));
      states.machines.put(input.context, *known);
    }
    return answer;
  }
  machine["creationDate"] = epoch_double(states.core.clock.now());
  machine["updateDate"] = machine["creationDate"];
  const std::string revision = states.engine.entropy.uuid();
  machine["revision"] = revision;
  states.machines.put_revision(machine, revision);
  json::object answer{{"stateMachineArn", *find_text(machine, "arn")},
                      {"creationDate", machine.at("creationDate")}};
  if (publish) {
    answer["stateMachineVersionArn"] =
        states.machines.publish(input.context, machine, input.maybe_text("versionDescription"));
  }
  states.machines.put(input.context, machine);
  return answer;
}

}  // namespace orrery::states
