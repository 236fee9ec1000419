#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object add_user_to_group(Iam& iam, const Input& input) {
  json::object group = existing_group(iam, input);
  existing_user(iam, input);
  json::array& members = group.at("members").as_array();
  const auto user = boost_view(input.text("UserName"));
  if (std::find(members.begin(), members.end(), user) == members.end()) members.emplace_back(user);
  save(iam, input, Kind::group, group);
  return {};
}

}  // namespace orrery::iam
