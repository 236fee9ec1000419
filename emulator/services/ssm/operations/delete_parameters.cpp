#include "services/ssm/operations/operations.h"

namespace orrery::ssm {

json::object delete_parameters(Ssm& ssm, const Input& input) {
  json::array deleted, invalid;
  for (const std::string_view name : names_of(input)) {
    const bool is_there = ssm.parameters.find(input.context, name).has_value();
    if (is_there) ssm.parameters.erase(input.context, name);
    (is_there ? deleted : invalid).push_back(boost_view(name));
  }
  return {{"DeletedParameters", std::move(deleted)}, {"InvalidParameters", std::move(invalid)}};
}

}  // namespace orrery::ssm
