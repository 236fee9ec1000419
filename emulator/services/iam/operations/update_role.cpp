#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object update_role(Iam& iam, const Input& input) {
  json::object role = existing_role(iam, input);
  if (const auto description = input.maybe_text("Description"))
    role["Description"] = boost_view(*description);
  if (const auto longest_s = input.maybe_number("MaxSessionDuration", 3600, 43'200)) {
    role["MaxSessionDuration"] = *longest_s;
  }
  iam.entities.save(input.context, Kind::role, input.text("RoleName"), role);
  return {};
}

}  // namespace orrery::iam
