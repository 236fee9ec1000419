#include "services/states/requests/common.h"

namespace orrery::states {

json::object delete_state_machine(States& states, const Input& input) {
  const MachineArn arn = read_machine_arn(input.text("stateMachineArn"));
  if (!arn.qualifier.empty()) {
    throw AwsError("ValidationException", "Invalid State Machine Arn: '" + arn.text + "'");
  }
  // A machine that does not exist is deleted already.
  auto machine = states.machines.find(input.context, arn.name);
  if (!machine || is_deleting(*machine)) return {};
  (*machine)["status"] = "DELETING";
  states.machines.put(input.context, *machine);
  states.let_go(input.context, arn.name);
  return {};
}

}  // namespace orrery::states
