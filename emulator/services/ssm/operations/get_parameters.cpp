#include "services/ssm/operations/operations.h"

namespace orrery::ssm {

json::object get_parameters(Ssm& ssm, const Input& input) {
  json::array found, invalid;
  for (const std::string_view name : names_of(input)) {
    auto parameter = select(ssm.parameters, input.context, name);
    if (parameter) {
      seal(input, *parameter);
      found.push_back(*std::move(parameter));
    } else {
      invalid.push_back(boost_view(name));
    }
  }
  return {{"Parameters", std::move(found)}, {"InvalidParameters", std::move(invalid)}};
}

}  // namespace orrery::ssm
