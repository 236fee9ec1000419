#include "core/key.h"
#include "services/logs/arguments.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

json::object describe_resource_policies(Logs& logs, const Input& input) {
  input.refuse_unsupported({"resourceArn"});
  const Key prefix =
      Key("logs").text("resource-policy").text(input.context.account).text(input.context.region);
  const auto most = static_cast<std::size_t>(input.maybe_number("limit", 1, 50).value_or(50));
  const bool wanted = input.choice("policyScope", {"ACCOUNT", "RESOURCE"}, "ACCOUNT") == "ACCOUNT";
  json::array policies;
  for (Cursor at = logs.store.scan(prefix); wanted && at.valid() && policies.size() < most; at.next())
    policies.push_back(json::parse(boost_view(at.value())));
  return {{"resourcePolicies", std::move(policies)}};
}

}  // namespace orrery::logs
