#include "services/states/requests/common.h"

namespace orrery::states {

json::object update_state_machine(States& states, const Input& input) {
  const MachineArn arn = read_machine_arn(input.text("stateMachineArn"));
  json::object machine = states.machines.machine(input.context, arn);
  if (!input.has("definition") && !input.has("roleArn") && !input.has("loggingConfiguration") &&
      !input.has("tracingConfiguration") && !input.has("encryptionConfiguration")) {
    throw AwsError("MissingRequiredParameter",
                   "Either the definition, the role ARN, the LoggingConfiguration, the "
                   "TracingConfiguration, or the EncryptionConfiguration must be specified");
  }
  if (const auto role = input.maybe_text("roleArn")) {
    check_role(*role);
    machine["roleArn"] = *role;
  }
  read_logging(input, machine);
  if (const auto definition = input.maybe_text("definition")) {
    check_definition(*definition, machine_type(machine));
    machine["definition"] = *definition;
  }
  const std::string revision = states.engine.entropy.uuid();
  const double now = epoch_double(states.core.clock.now());
  machine["updateDate"] = now;
  machine["revision"] = revision;
  machine["revisionId"] = revision;
  states.machines.put_revision(machine, revision);
  json::object answer{{"updateDate", now}, {"revisionId", revision}};
  if (input.flag("publish")) {
    answer["stateMachineVersionArn"] =
        states.machines.publish(input.context, machine, input.maybe_text("versionDescription"));
  }
  states.machines.put(input.context, machine);
  return answer;
}

}  // namespace orrery::states
