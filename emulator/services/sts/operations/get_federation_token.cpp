#include "services/sts/operations/operations.h"

namespace orrery::sts {

json::object get_federation_token(Sts& sts, const Input& input) {
  const std::string name(input.text("Name", 2, 32));
  const auto duration_s = input.maybe_number("DurationSeconds", 900, 129600).value_or(43200);
  const std::string& account = input.context.account;
  return {{"Credentials", sts.credentials(account, duration_s)},
          {"FederatedUser",
           {{"FederatedUserId", account + ":" + name},
            {"Arn", "arn:aws:sts::" + account + ":federated-user/" + name}}},
          {"PackedPolicySize", input.maybe_text("Policy").value_or("").size() * 100 / 2048}};
}

}  // namespace orrery::sts
