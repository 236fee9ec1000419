#include "services/states/requests/routing.h"

namespace orrery::states {

std::pair<std::string, json::array> read_routes(States& states, const Input& input) {
  const json::array& given = input.list("routingConfiguration");
  const auto refuse = [](const std::string& why) {
    return AwsError("ValidationException", why, 400, {{"reason", "INVALID_ROUTING_CONFIGURATION"}});
  };
  if (given.empty() || given.size() > 2)
    throw refuse("The routing configuration must have one or two versions");
  std::string machine;
  json::array routes;
  std::int64_t sum = 0;
  for (const auto& one : given) {
    const json::object& route = one.as_object();
    const auto text = find_text(route, "stateMachineVersionArn").value_or("");
    const MachineArn arn = read_machine_arn(text);
    const bool numbered =
        !arn.qualifier.empty() && arn.qualifier.find_first_not_of("0123456789") == std::string::npos;
    if (!numbered) throw refuse("Invalid version ARN: '" + std::string(text) + "'");
    if (!machine.empty() && machine != arn.name) throw refuse("The versions must be of one state machine");
    machine = arn.name;
    if (!states.machines.version(input.context, arn.name, std::stoull(arn.qualifier))) {
      throw AwsError("ResourceNotFound", "Request references a resource that does not exist.", 400,
                     {{"resourceName", text}});
    }
    for (const auto& known : routes) {
      if (find_text(known.get_object(), "stateMachineVersionArn") == text)
        throw refuse("The versions must be different");
    }
    sum += find_number(route, "weight").value_or(-1000);
    routes.push_back(
        json::object{{"stateMachineVersionArn", text}, {"weight", find_number(route, "weight").value_or(0)}});
  }
  if (sum != 100) throw refuse("Sum of weights of versions in the routing configuration must be 100");
  return {machine, std::move(routes)};
}

json::object alias_record(States& states, const Context& context, const MachineArn& arn) {
  auto found = states.machines.alias(context, arn.name, arn.qualifier);
  if (!found) {
    throw AwsError("ResourceNotFound", "Request references a resource that does not exist.", 400,
                   {{"resourceName", arn.text}});
  }
  return std::move(*found);
}

}  // namespace orrery::states
