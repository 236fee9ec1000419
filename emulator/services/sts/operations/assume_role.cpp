// Roles are not enforced: any role of any account may be assumed. Session policies and tags change nothing
// here, since nothing is ever denied.
#include "services/sts/operations/operations.h"

namespace orrery::sts {

json::object assume_role(Sts& sts, const Input& input) {
  const RoleArn role = role_arn(input);
  const std::string_view session = session_name(input);
  const auto duration_s = input.maybe_number("DurationSeconds", 900, 43200).value_or(3600);

  json::object result{{"Credentials", sts.credentials(role.account, duration_s)},
                      {"AssumedRoleUser", assumed_role_user(sts, input.context, role, session)}};
  if (const auto policy = input.maybe_text("Policy"))
    result["PackedPolicySize"] = policy->size() * 100 / 2048;
  if (const auto source = input.maybe_text("SourceIdentity")) result["SourceIdentity"] = boost_view(*source);
  return result;
}

}  // namespace orrery::sts
