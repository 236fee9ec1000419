#include "services/states/requests/routing.h"

namespace orrery::states {

json::object update_state_machine_alias(States& states, const Input& input) {
  const MachineArn arn = read_machine_arn(input.text("stateMachineAliasArn"));
  json::object alias = alias_record(states, input.context, arn);
  if (!input.has("description") && !input.has("routingConfiguration")) {
    throw AwsError("ValidationException", "Either description or routing configuration must be specified");
  }
  if (const auto description = input.maybe_text("description")) alias["description"] = *description;
  if (input.has("routingConfiguration")) {
    auto [machine, routes] = read_routes(states, input);
    if (machine != arn.name) {
      throw AwsError("ValidationException", "The versions must be of the alias's state machine", 400,
                     {{"reason", "INVALID_ROUTING_CONFIGURATION"}});
    }
    alias["routingConfiguration"] = std::move(routes);
  }
  alias["updateDate"] = epoch_double(states.core.clock.now());
  states.core.store.put(Machines::alias_prefix(input.context, arn.name).text(arn.qualifier), print(alias));
  return {{"updateDate", alias.at("updateDate")}};
}

}  // namespace orrery::states
