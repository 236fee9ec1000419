#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {
namespace {

constexpr std::size_t most_groups = 10;

std::size_t groups_of(const Iam& iam, const Context& context, json::string_view user) {
  std::size_t count = 0;
  iam.entities.each(context, Kind::group, "", [&](std::string_view, const json::object& group) {
    const json::array& members = group.at("members").as_array();
    count += std::find(members.begin(), members.end(), user) != members.end() ? 1 : 0;
    return true;
  });
  return count;
}

}  // namespace

json::object add_user_to_group(Iam& iam, const Input& input) {
  json::object group = existing_group(iam, input);
  existing_user(iam, input);
  json::array& members = group.at("members").as_array();
  const auto user = boost_view(input.text("UserName"));
  if (std::find(members.begin(), members.end(), user) == members.end()) {
    if (groups_of(iam, input.context, user) == most_groups)
      throw AwsError("LimitExceeded", "Cannot exceed quota for GroupsPerUser: 10", 409);
    members.emplace_back(user);
  }
  save(iam, input, Kind::group, group);
  return {};
}

}  // namespace orrery::iam
