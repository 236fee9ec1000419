#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object delete_instance_profile(Iam& iam, const Input& input) {
  const json::object profile = existing_profile(iam, input);
  if (find_text(profile, "role")) {
    throw delete_conflict("Cannot delete entity, must remove roles from instance profile first.");
  }
  iam.entities.erase(input.context, Kind::profile, input.text("InstanceProfileName"));
  return {};
}

}  // namespace orrery::iam
