#include "services/ssm/operations/operations.h"

namespace orrery::ssm {

json::object delete_parameter(Ssm& ssm, const Input& input) {
  const std::string_view name = input.text("Name");
  if (!ssm.parameters.find(input.context, name)) throw not_found(name);
  ssm.parameters.erase(input.context, name);
  return {};
}

}  // namespace orrery::ssm
