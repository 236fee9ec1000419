#include "services/states/requests/routing.h"

namespace orrery::states {

json::object list_state_machine_aliases(States& states, const Input& input) {
  const MachineArn arn = read_machine_arn(input.text("stateMachineArn"));
  states.machines.machine(input.context, arn);
  const Page page(input);
  json::object answer;
  json::array aliases;
  const auto routes_to = [&](const json::object& alias) {
    if (arn.qualifier.empty()) return true;
    for (const auto& route : *find_array(alias, "routingConfiguration")) {
      if (find_text(route.get_object(), "stateMachineVersionArn") == arn.text) return true;
    }
    return false;
  };
  scan_page(states, page, Machines::alias_prefix(input.context, arn.name), answer,
            [&](auto, std::string_view value) {
              const auto alias = parse_json(value);
              if (!routes_to(alias->get_object())) return false;
              aliases.push_back(json::object{{"stateMachineAliasArn", alias->at("stateMachineAliasArn")},
                                             {"creationDate", alias->at("creationDate")}});
              return true;
            });
  answer["stateMachineAliases"] = std::move(aliases);
  return answer;
}

}  // namespace orrery::states
