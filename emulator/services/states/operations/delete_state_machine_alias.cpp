#include "services/states/requests/routing.h"

namespace orrery::states {

json::object delete_state_machine_alias(States& states, const Input& input) {
  const MachineArn arn = read_machine_arn(input.text("stateMachineAliasArn"));
  states.core.store.erase(Machines::alias_prefix(input.context, arn.name).text(arn.qualifier));
  return {};
}

}  // namespace orrery::states
