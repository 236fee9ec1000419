#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object delete_policy(Iam& iam, const Input& input) {
  const NamedPolicy policy = existing_policy(iam, input);
  const PolicyUse use = use_of(iam, input.context, input.text("PolicyArn"));
  if (use.attached + use.bounding > 0) {
    throw delete_conflict("Cannot delete a policy attached to entities.");
  }
  if (policy.entity.at("versions").as_array().size() > 1) {
    throw delete_conflict(
        "This policy has more than one version. Before you delete a policy, you must delete the "
        "policy's versions. The default version is deleted with the policy.");
  }
  iam.entities.erase(input.context, Kind::policy, policy.name);
  return {};
}

}  // namespace orrery::iam
