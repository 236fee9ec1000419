#include "services/states/requests/common.h"

namespace orrery::states {

json::object delete_state_machine_version(States& states, const Input& input) {
  const MachineArn arn = read_machine_arn(input.text("stateMachineVersionArn"));
  const auto number = arn.version();
  if (!number) throw AwsError("InvalidArn", "Invalid Arn: '" + arn.text + "'");
  for (auto cursor = states.core.store.scan(Machines::alias_prefix(input.context, arn.name)); cursor.valid();
       cursor.next()) {
    const auto alias = parse_json(cursor.value());
    for (const auto& route : alias->at("routingConfiguration").as_array()) {
      if (find_text(route.get_object(), "stateMachineVersionArn") != arn.text) continue;
      throw AwsError(
          "ConflictException",
          "Version to be deleted must not be referenced by an alias. Current list of aliases referencing "
          "this version: [" +
              std::string(view(alias->at("name").as_string())) + "]");
    }
  }
  states.core.store.erase(Machines::version_prefix(input.context, arn.name).number(~*number));
  return {};
}

}  // namespace orrery::states
