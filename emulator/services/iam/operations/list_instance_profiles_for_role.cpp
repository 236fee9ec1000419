#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object list_instance_profiles_for_role(Iam& iam, const Input& input) {
  existing_role(iam, input);
  const std::string_view role = input.text("RoleName");
  return list_page(iam, input, Kind::profile, "InstanceProfiles",
                   [&](const json::object& profile) -> std::optional<json::value> {
                     if (find_text(profile, "role") != role) return std::nullopt;
                     return show_profile(iam, input.context, profile);
                   });
}

}  // namespace orrery::iam
