#include "services/states/requests/common.h"

namespace orrery::states {

json::object publish_state_machine_version(States& states, const Input& input) {
  const MachineArn arn = read_machine_arn(input.text("stateMachineArn"));
  json::object machine = states.machines.unqualified(input.context, arn);
  if (const auto revision = input.maybe_text("revisionId")) {
    const auto now = find_text(machine, "revisionId").value_or("INITIAL");
    if (*revision != now) {
      throw AwsError("ConflictException",
                     "Failed to publish the State Machine version for revision " + std::string(*revision) +
                         ". The current State Machine revision is " + std::string(now) + ".");
    }
  }
  const std::string version =
      states.machines.publish(input.context, machine, input.maybe_text("description"));
  states.machines.put(input.context, machine);
  const auto record = states.machines.published(input.context, machine);
  return {{"stateMachineVersionArn", version}, {"creationDate", record->at("creationDate")}};
}

}  // namespace orrery::states
