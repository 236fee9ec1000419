#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object add_role_to_instance_profile(Iam& iam, const Input& input) {
  json::object profile = existing_profile(iam, input);
  existing_role(iam, input);
  if (find_text(profile, "role")) {
    throw AwsError("LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1", 409);
  }
  profile["role"] = boost_view(input.text("RoleName"));
  iam.entities.save(input.context, Kind::profile, input.text("InstanceProfileName"), profile);
  return {};
}

}  // namespace orrery::iam
