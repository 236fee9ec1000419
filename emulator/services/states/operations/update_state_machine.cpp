#include "services/states/requests/common.h"

namespace orrery::states {

json::object update_state_machine(States& states, const Input& input) {
  const MachineArn arn = read_machine_arn(input.text("stateMachineArn"));
  const json::object before = states.machines.unqualified(input.context, arn);
  json::object machine = before;
  if (!input.has("definition") && !input.has("roleArn") && !input.has("loggingConfiguration") &&
      !input.has("tracingConfiguration") && !input.has("encryptionConfiguration")) {
    throw AwsError("MissingRequiredParameter",
                   "Either the definition, the role ARN, the LoggingConfiguration, or the "
                   "TracingConfiguration must be specified");
  }
  const bool publish = input.flag("publish");
  check_version_description(input, publish);
  if (const auto role = input.maybe_text("roleArn")) {
    check_role(*role);
    machine["roleArn"] = *role;
  }
  read_logging(states, input, machine);
  if (const auto definition = input.maybe_text("definition")) {
    check_definition(*definition, machine_type(machine));
    machine["definition"] = *definition;
  }
  const auto description = input.maybe_text("versionDescription");
  const auto known = states.machines.published(input.context, machine);
  const bool described_anew = description && known && find_text(*known, "description") != description;
  // What changes nothing makes no revision, unless a version is to be described in other words.
  if (machine != before || described_anew) {
    const std::string revision = states.engine.entropy.uuid();
    machine["updateDate"] = epoch_double(states.core.clock.now());
    machine["revision"] = revision;
    machine["revisionId"] = revision;
    states.machines.put_revision(machine, revision);
  }
  json::object answer{{"updateDate", machine.at("updateDate")}};
  if (const auto* id = machine.if_contains("revisionId")) answer["revisionId"] = *id;
  if (publish) {
    answer["stateMachineVersionArn"] = states.machines.publish(input.context, machine, description);
  }
  states.machines.put(input.context, machine);
  return answer;
}

}  // namespace orrery::states
