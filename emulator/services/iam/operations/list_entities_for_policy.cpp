#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {
namespace {

struct Bearer {
  Kind kind;
  std::string_view filter, list, id;
};

constexpr Bearer bearers[] = {{Kind::group, "Group", "PolicyGroups", "GroupId"},
                              {Kind::user, "User", "PolicyUsers", "UserId"},
                              {Kind::role, "Role", "PolicyRoles", "RoleId"}};

}  // namespace

json::object list_entities_for_policy(Iam& iam, const Input& input) {
  existing_policy(iam, input);
  const std::string_view arn = input.text("PolicyArn");
  const auto filter =
      input.choice("EntityFilter", {"User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"}, "");
  const auto usage = input.choice("PolicyUsageFilter", {"PermissionsPolicy", "PermissionsBoundary"}, "");
  const std::string_view prefix = input.maybe_text("PathPrefix").value_or("/");
  json::object result{{"IsTruncated", false}};
  for (const Bearer& bearer : bearers) {
    json::array found;
    iam.entities.each(input.context, bearer.kind, "", [&](std::string_view name, const json::object& entity) {
      const bool used = (usage != "PermissionsBoundary" && is_attached(entity, arn)) ||
                        (usage != "PermissionsPolicy" && is_bounded_by(entity, arn));
      if (used && text_of(entity, "Path", "/").starts_with(prefix))
        found.push_back({{member_of(bearer.kind), name}, {bearer.id, entity.at(bearer.id)}});
      return true;
    });
    if (filter.empty() || filter == bearer.filter) result[bearer.list] = std::move(found);
  }
  return result;
}

}  // namespace orrery::iam
