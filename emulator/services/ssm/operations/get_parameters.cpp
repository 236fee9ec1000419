#include "services/ssm/operations/operations.h"

namespace orrery::ssm {

json::object get_parameters(Ssm& ssm, const Input& input) {
  json::array found, invalid;
  for (const json::value& name : input.list("Names")) {
    auto parameter = select(ssm.parameters, input.context, view(name.as_string()));
    if (parameter) {
      found.push_back(*std::move(parameter));
    } else {
      invalid.push_back(name);
    }
  }
  return {{"Parameters", std::move(found)}, {"InvalidParameters", std::move(invalid)}};
}

}  // namespace orrery::ssm
