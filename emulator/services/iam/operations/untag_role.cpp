#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object untag_role(Iam& iam, const Input& input) {
  json::object role = existing_role(iam, input);
  remove_tags(role, input.list("TagKeys"));
  iam.entities.save(input.context, Kind::role, input.text(member_of(Kind::role)), role);
  return {};
}

}  // namespace orrery::iam
