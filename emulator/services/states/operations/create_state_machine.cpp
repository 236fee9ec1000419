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

// A request that is repeated is answered as it was the first time: by what was published first.
std::optional<std::string> published_before(States& states, const Input& input, bool publish) {
  const auto first = states.machines.version(input.context, input.text("name"), 1);
  if (!first) return std::nullopt;
  const std::string already =
      "State Machine Already Exists: This state machine was already created with a published version";
  if (!publish) throw AwsError("StateMachineAlreadyExists", already + ".");
  if (find_text(*first, "description") != input.maybe_text("versionDescription"))
    throw AwsError("StateMachineAlreadyExists", already + " using a different description.");
  return std::string(*find_text(*first, "stateMachineVersionArn"));
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
  read_logging(states, input, machine);
  const bool publish = input.flag("publish");
  check_version_description(input, publish);
  check_definition(definition, machine_type(machine));
  if (const auto* tags = input.maybe_list("tags")) {
    check_tags(*tags);
    machine["tags"] = *tags;
  }
  if (auto known = states.machines.find(input.context, name)) {
    check_active(*known);
    if (!same_request(*known, machine)) {
      throw AwsError("StateMachineAlreadyExists",
                     "State Machine Already Exists: '" + std::string(*find_text(machine, "arn")) + "'");
    }
    json::object answer{{"stateMachineArn", *find_text(*known, "arn")},
                        {"creationDate", known->at("creationDate")}};
    auto version = published_before(states, input, publish);
    if (publish && !version) {
      version = states.machines.publish(input.context, *known, input.maybe_text("versionDescription"));
      states.machines.put(input.context, *known);
    }
    if (version) answer["stateMachineVersionArn"] = *version;
    return answer;
  }
  const auto now = epoch_double(states.core.clock.now());
  machine["creationDate"] = now;
  machine["updateDate"] = now;
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
