#include "core/arn.h"
#include "core/http.h"
#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {
namespace {

void rename_in_groups(Iam& iam, const Context& context, const std::string& old, const std::string& name) {
  std::vector<json::object> groups;
  iam.entities.each(context, Kind::group, "", [&](std::string_view, json::object group) {
    if (has_member(group, old)) groups.push_back(std::move(group));
    return true;
  });
  for (json::object& group : groups) {
    for (json::value& member : group.at("members").as_array())
      if (member == json::value(old)) member = name;
    iam.entities.save(context, Kind::group, find_text(group, "GroupName").value(), group);
  }
}

}  // namespace

json::object update_user(Iam& iam, const Input& input) {
  json::object user = existing_user(iam, input);
  const std::string old(input.text("UserName"));
  std::string name = old;
  if (input.has("NewUserName")) name = name_of(input, "NewUserName", 64);
  if (!same_name(name, old) && iam.entities.taken(input.context, Kind::user, name))
    throw already_exists("User with name " + name + " already exists.");
  if (const auto path = input.maybe_text("NewPath")) user["Path"] = boost_view(*path);
  user["UserName"] = name;
  user["Arn"] = make_global_arn("iam", input.context.region, input.context.account,
                                "user" + text_of(user, "Path", "/") + name);
  iam.entities.erase(input.context, Kind::user, old);
  iam.entities.save(input.context, Kind::user, name, user);
  if (name != old) rename_in_groups(iam, input.context, old, name);
  return {};
}

}  // namespace orrery::iam
