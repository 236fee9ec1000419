#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object create_role(Iam& iam, const Input& input) {
  const std::string name(name_of(input, "RoleName", 64));
  const std::string path = path_of(input);
  const std::string_view trust = trust_document(input, "AssumeRolePolicyDocument");
  const auto longest_s = input.maybe_number("MaxSessionDuration", 3600, 43'200).value_or(3600);
  if (iam.entities.taken(input.context, Kind::role, name)) {
    throw already_exists("Role with name " + name + " already exists.");
  }
  json::object role = new_role(iam, input, path, name, trust);
  role["MaxSessionDuration"] = longest_s;
  if (input.has("PermissionsBoundary")) role["PermissionsBoundary"] = boundary(iam, input);
  if (const auto* tags = input.maybe_list("Tags")) add_tags(role, *tags);
  iam.entities.save(input.context, Kind::role, name, role);
  return {{"Role", show_role(role, View::made)}};
}

}  // namespace orrery::iam
