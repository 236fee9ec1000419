#include "services/ssm/operations/operations.h"

namespace orrery::ssm {

json::object delete_parameters(Ssm& ssm, const Input& input) {
  json::array deleted, invalid;
  for (const json::value& name : input.list("Names")) {
    const std::string_view text = view(name.as_string());
    if (ssm.parameters.find(input.context, text)) {
      ssm.parameters.erase(input.context, text);
      deleted.push_back(name);
    } else {
      invalid.push_back(name);
    }
  }
  return {{"DeletedParameters", std::move(deleted)}, {"InvalidParameters", std::move(invalid)}};
}

}  // namespace orrery::ssm
