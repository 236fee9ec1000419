#include "services/states/requests/routing.h"

namespace orrery::states {

namespace {

// Letters, digits, '_', '-' and '.', but not digits alone: that would be a version.
void check_alias_name(const std::string& name) {
  bool fits = name.find_first_not_of("0123456789") != std::string::npos;
  for (const char c : name)
    fits &= std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-' || c == '.';
  if (fits) return;
  throw AwsError(
      "ValidationException",
      "1 validation error detected: Value '" + name +
          "' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: "
          "^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$");
}

}  // namespace

json::object create_state_machine_alias(States& states, const Input& input) {
  const std::string name(input.text("name", 1, 80));
  check_alias_name(name);
  auto [machine, routes] = read_routes(states, input);
  const auto record = states.machines.find(input.context, machine);
  if (!record) throw AwsError("ResourceNotFound", "Request references a resource that does not exist.");
  check_active(*record);
  const std::string arn = std::string(*find_text(*record, "arn")) + ":" + name;
  json::object alias{{"stateMachineAliasArn", arn},
                     {"name", name},
                     {"description", input.maybe_text("description").value_or("")},
                     {"routingConfiguration", std::move(routes)}};
  if (const auto known = states.machines.alias(input.context, machine, name)) {
    const bool same = known->at("routingConfiguration") == alias.at("routingConfiguration") &&
                      known->at("description") == alias.at("description");
    if (!same) {
      throw AwsError("ConflictException",
                     "Failed to create alias because an alias with the same name and a different "
                     "routing configuration already exists.");
    }
    return {{"stateMachineAliasArn", arn}, {"creationDate", known->at("creationDate")}};
  }
  alias["creationDate"] = epoch_double(states.core.clock.now());
  states.core.store.put(Machines::alias_prefix(input.context, machine).text(name), print(alias));
  return {{"stateMachineAliasArn", arn}, {"creationDate", alias.at("creationDate")}};
}

}  // namespace orrery::states
