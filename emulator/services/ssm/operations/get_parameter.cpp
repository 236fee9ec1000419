#include "services/ssm/operations/operations.h"

namespace orrery::ssm {

json::object get_parameter(Ssm& ssm, const Input& input) {
  const std::string_view name = input.text("Name");
  auto parameter = select(ssm.parameters, input.context, name);
  if (!parameter) throw not_found(name);
  seal(input, *parameter);
  return {{"Parameter", *std::move(parameter)}};
}

}  // namespace orrery::ssm
