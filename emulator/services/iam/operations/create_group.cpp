#include "core/arn.h"
#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object create_group(Iam& iam, const Input& input) {
  const std::string name(name_of(input, "GroupName"));
  const std::string path = path_of(input);
  if (iam.entities.taken(input.context, Kind::group, name)) {
    throw already_exists("Group with name " + name + " already exists.");
  }
  const json::object group{
      {"Path", path},
      {"GroupName", name},
      {"GroupId", iam.new_id("AGPA")},
      {"Arn", make_global_arn("iam", input.context.region, input.context.account, "group" + path + name)},
      {"CreateDate", iam.now()},
      {"members", json::array()}};
  iam.entities.save(input.context, Kind::group, name, group);
  return {{"Group", show_group(group)}};
}

}  // namespace orrery::iam
