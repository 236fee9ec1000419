#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object list_groups_for_user(Iam& iam, const Input& input) {
  existing_user(iam, input);
  const std::string_view user = input.text("UserName");
  return list_page(iam, input, Kind::group, "Groups",
                   [&](const json::object& group) -> std::optional<json::value> {
                     if (!has_member(group, user)) return std::nullopt;
                     return show_group(group);
                   });
}

}  // namespace orrery::iam
