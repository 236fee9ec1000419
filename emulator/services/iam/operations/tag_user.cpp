#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object tag_user(Iam& iam, const Input& input) {
  json::object user = existing_user(iam, input);
  add_tags(user, input.list("Tags"));
  iam.entities.save(input.context, Kind::user, input.text(member_of(Kind::user)), user);
  return {};
}

}  // namespace orrery::iam
