#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object tag_role(Iam& iam, const Input& input) {
  json::object role = existing_role(iam, input);
  add_tags(role, input.list("Tags"));
  iam.entities.save(input.context, Kind::role, input.text(member_of(Kind::role)), role);
  return {};
}

}  // namespace orrery::iam
