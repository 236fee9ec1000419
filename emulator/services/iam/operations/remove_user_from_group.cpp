#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object remove_user_from_group(Iam& iam, const Input& input) {
  json::object group = existing_group(iam, input);
  existing_user(iam, input);
  const auto user = boost_view(input.text("UserName"));
  erase_where(group.at("members").as_array(), [&](const json::value& member) { return member == user; });
  save(iam, input, Kind::group, group);
  return {};
}

}  // namespace orrery::iam
