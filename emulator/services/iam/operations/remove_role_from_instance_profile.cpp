#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object remove_role_from_instance_profile(Iam& iam, const Input& input) {
  json::object profile = existing_profile(iam, input);
  const std::string_view role = input.text("RoleName");
  if (find_text(profile, "role") != role) {
    throw no_such_entity("The role with name " + std::string(role) + " cannot be found.");
  }
  profile.erase("role");
  iam.entities.save(input.context, Kind::profile, input.text("InstanceProfileName"), profile);
  return {};
}

}  // namespace orrery::iam
