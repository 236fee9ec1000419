#include "core/arn.h"
#include "core/http.h"
#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object update_group(Iam& iam, const Input& input) {
  json::object group = existing_group(iam, input);
  const std::string old(input.text("GroupName"));
  std::string name = old;
  if (input.has("NewGroupName")) name = name_of(input, "NewGroupName");
  if (!same_name(name, old) && iam.entities.taken(input.context, Kind::group, name))
    throw already_exists("Group with name " + name + " already exists.");
  if (const auto path = input.maybe_text("NewPath")) group["Path"] = boost_view(*path);
  group["GroupName"] = name;
  group["Arn"] = make_global_arn("iam", input.context.region, input.context.account,
                                 "group" + std::string(find_text(group, "Path").value_or("/")) + name);
  iam.entities.erase(input.context, Kind::group, old);
  iam.entities.save(input.context, Kind::group, name, group);
  return {};
}

}  // namespace orrery::iam
