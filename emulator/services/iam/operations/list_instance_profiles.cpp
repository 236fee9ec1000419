#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object list_instance_profiles(Iam& iam, const Input& input) {
  return list_page(iam, input, Kind::profile, "InstanceProfiles",
                   [&](const json::object& profile) { return show_profile(iam, input.context, profile); });
}

}  // namespace orrery::iam
