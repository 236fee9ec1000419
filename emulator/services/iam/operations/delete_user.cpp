#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object delete_user(Iam& iam, const Input& input) {
  const json::object user = existing_user(iam, input);
  const auto has_any = [&](std::string_view part) {
    const auto* policies = find_object(user, part);
    return policies != nullptr && !policies->empty();
  };
  if (has_any("attached")) throw delete_conflict("Cannot delete entity, must detach all policies first.");
  if (has_any("inline")) throw delete_conflict("Cannot delete entity, must delete policies first.");
  const auto* keys = find_array(user, "keys");
  if (keys != nullptr && !keys->empty())
    throw delete_conflict("Cannot delete entity, must delete access keys first.");
  iam.entities.erase(input.context, Kind::user, input.text("UserName"));
  return {};
}

}  // namespace orrery::iam
