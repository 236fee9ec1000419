#include "services/iam/operations/operations.h"
#include "services/iam/shared.h"

namespace orrery::iam {

json::object get_account_summary(Iam& iam, const Input& input) {
  const auto count = [&](Kind kind) {
    std::int64_t number = 0;
    iam.entities.each(input.context, kind, "", [&](std::string_view, const json::object&) {
      ++number;
      return true;
    });
    return number;
  };
  return {{"SummaryMap",
           {{"Users", count(Kind::user)},
            {"UsersQuota", 5000},
            {"Groups", count(Kind::group)},
            {"GroupsQuota", 300},
            {"Roles", count(Kind::role)},
            {"RolesQuota", 1000},
            {"Policies", count(Kind::policy)},
            {"PoliciesQuota", 1500},
            {"InstanceProfiles", count(Kind::profile)},
            {"InstanceProfilesQuota", 1000},
            {"AttachedPoliciesPerUserQuota", 10},
            {"AttachedPoliciesPerGroupQuota", 10},
            {"AttachedPoliciesPerRoleQuota", 10},
            {"AccessKeysPerUserQuota", 2},
            {"GroupsPerUserQuota", 10},
            {"UserPolicySizeQuota", 2048},
            {"GroupPolicySizeQuota", 5120},
            {"PolicySizeQuota", 6144},
            {"AssumeRolePolicySizeQuota", 2048},
            {"VersionsPerPolicyQuota", 5},
            {"AccountMFAEnabled", 0},
            {"AccountAccessKeysPresent", 0}}}};
}

}  // namespace orrery::iam
