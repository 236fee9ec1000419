#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object set_default_policy_version(Iam& iam, const Input& input) {
  auto [name, policy] = existing_policy(iam, input);
  const auto id = boost_view(input.text("VersionId"));
  bool found = false;
  for (json::value& version : policy.at("versions").as_array()) {
    const bool is_default = version.at("VersionId") == id;
    version.as_object()["IsDefaultVersion"] = is_default;
    found = found || is_default;
  }
  if (!found) {
    throw no_such_entity("Policy " + std::string(input.text("PolicyArn")) + " version " + std::string(id) +
                         " does not exist or is not attachable.");
  }
  policy["DefaultVersionId"] = id;
  policy["UpdateDate"] = iam.now();
  iam.entities.save(input.context, Kind::policy, name, policy);
  return {};
}

}  // namespace orrery::iam
