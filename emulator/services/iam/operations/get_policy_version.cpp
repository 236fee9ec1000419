#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object get_policy_version(Iam& iam, const Input& input) {
  const json::object policy = existing_policy(iam, input).entity;
  const std::string_view id = input.text("VersionId");
  for (const json::value& value : policy.at("versions").as_array()) {
    if (value.at("VersionId") != boost_view(id)) continue;
    json::object version = value.as_object();
    version["Document"] = encoded(view(version.at("Document").as_string()));
    return {{"PolicyVersion", std::move(version)}};
  }
  throw no_such_entity("Policy " + std::string(input.text("PolicyArn")) + " version " + std::string(id) +
                       " does not exist or is not attachable.");
}

}  // namespace orrery::iam
