#include "core/arn.h"
#include "services/sts/operations/operations.h"

namespace orrery::sts {

json::object get_federation_token(Sts& sts, const Input& input) {
  const std::string name(session_name(input, "Name", 32));
  const auto duration_s = input.maybe_number("DurationSeconds", 900, 129600).value_or(43200);
  const std::string& account = input.context.account;
  const std::string id = account + ":" + name;
  const std::string arn = make_global_arn("sts", input.context.region, account, "federated-user/" + name);
  return {{"Credentials", sts.credentials(account, {{"UserId", id}, {"Arn", arn}}, duration_s)},
          {"FederatedUser", {{"FederatedUserId", id}, {"Arn", arn}}},
          {"PackedPolicySize", packed_policy_size(input).value_or(0)}};
}

}  // namespace orrery::sts
