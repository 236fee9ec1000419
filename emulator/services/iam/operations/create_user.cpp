#include "core/arn.h"
#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object create_user(Iam& iam, const Input& input) {
  const std::string name(name_of(input, "UserName", 64));
  const std::string path = path_of(input);
  if (iam.entities.taken(input.context, Kind::user, name)) {
    throw already_exists("User with name " + name + " already exists.");
  }
  json::object user{
      {"Path", path},
      {"UserName", name},
      {"UserId", iam.new_id("AIDA")},
      {"Arn", make_global_arn("iam", input.context.region, input.context.account, "user" + path + name)},
      {"CreateDate", iam.now()},
      {"Tags", json::array()}};
  if (input.has("PermissionsBoundary")) user["PermissionsBoundary"] = boundary(iam, input);
  if (const auto* tags = input.maybe_list("Tags")) add_tags(user, *tags);
  iam.entities.save(input.context, Kind::user, name, user);
  return {{"User", show_user(user, View::made)}};
}

}  // namespace orrery::iam
