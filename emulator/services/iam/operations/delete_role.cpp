#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {
namespace {

bool in_a_profile(const Iam& iam, const Context& context, std::string_view role) {
  bool found = false;
  iam.entities.each(context, Kind::profile, "", [&](std::string_view, const json::object& profile) {
    found = find_text(profile, "role") == role;
    return !found;
  });
  return found;
}

}  // namespace

json::object delete_role(Iam& iam, const Input& input) {
  const json::object role = existing_role(iam, input);
  const std::string_view name = input.text("RoleName");
  refuse_protected(role);
  refuse_with_policies(role);
  if (in_a_profile(iam, input.context, name)) {
    throw delete_conflict("Cannot delete entity, must remove roles from instance profile first.");
  }
  iam.entities.erase(input.context, Kind::role, name);
  return {};
}

}  // namespace orrery::iam
