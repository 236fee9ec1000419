#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object delete_policy_version(Iam& iam, const Input& input) {
  auto [name, policy] = existing_policy(iam, input);
  const std::string_view id = input.text("VersionId");
  if (policy.at("DefaultVersionId") == boost_view(id)) {
    throw delete_conflict("Cannot delete the default version of a policy.");
  }
  const auto gone = [&](const json::value& it) { return it.at("VersionId") == boost_view(id); };
  if (erase_where(policy.at("versions").as_array(), gone) == 0) {
    throw no_such_entity("Policy " + std::string(input.text("PolicyArn")) + " version " + std::string(id) +
                         " does not exist or is not attachable.");
  }
  iam.entities.save(input.context, Kind::policy, name, policy);
  return {};
}

}  // namespace orrery::iam
