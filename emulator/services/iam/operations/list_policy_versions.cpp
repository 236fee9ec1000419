#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object list_policy_versions(Iam& iam, const Input& input) {
  const json::object policy = existing_policy(iam, input).entity;
  json::array versions;
  for (const json::value& value : policy.at("versions").as_array()) {
    json::object version = value.as_object();
    version.erase("Document");
    versions.insert(versions.begin(), std::move(version));
  }
  return {{"Versions", std::move(versions)}, {"IsTruncated", false}};
}

}  // namespace orrery::iam
