#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object list_policies(Iam& iam, const Input& input) {
  const bool only_attached = input.flag("OnlyAttached");
  const auto scope = input.choice("Scope", {"All", "AWS", "Local"}, "All");
  const bool only_boundaries = input.choice("PolicyUsageFilter", {"PermissionsPolicy", "PermissionsBoundary"},
                                            "") == "PermissionsBoundary";
  return list_page(iam, input, Kind::policy, "Policies",
                   [&](const json::object& policy) -> std::optional<json::value> {
                     json::object shown = show_policy(iam, input.context, policy, View::listed);
                     if (scope == "AWS" || (only_attached && shown.at("AttachmentCount") == 0) ||
                         (only_boundaries && shown.at("PermissionsBoundaryUsageCount") == 0))
                       return std::nullopt;
                     return shown;
                   });
}

}  // namespace orrery::iam
