#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object delete_group(Iam& iam, const Input& input) {
  const json::object group = existing_group(iam, input);
  if (!group.at("members").as_array().empty())
    throw delete_conflict("Cannot delete entity, must remove users from group first.");
  refuse_with_policies(group);
  iam.entities.erase(input.context, Kind::group, input.text("GroupName"));
  return {};
}

}  // namespace orrery::iam
