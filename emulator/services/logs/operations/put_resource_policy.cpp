#include "core/key.h"
#include "services/logs/arguments.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

// "logs" "resource-policy" account region name -> JSON as DescribeResourcePolicies answers it. Kept and told,
// not enforced.
json::object put_resource_policy(Logs& logs, const Input& input) {
  input.refuse_unsupported({"resourceArn", "expectedRevisionId"});
  constexpr std::size_t most_policies = 10;
  const std::string_view name = input.text("policyName"), document = input.text("policyDocument", 1, 5120);
  const auto parsed = parse_json(document);
  if (!parsed || !parsed->is_object()) throw invalid_parameter("Policy document is not valid JSON.");
  const Key prefix =
      Key("logs").text("resource-policy").text(input.context.account).text(input.context.region);
  const Key key = Key(prefix).text(name);
  std::size_t count = 0;
  for (Cursor at = logs.store.scan(prefix); at.valid(); at.next()) ++count;
  if (!logs.store.has(key) && count >= most_policies) {
    throw AwsError("LimitExceededException", "Resource limit exceeded.");
  }
  json::object policy{{"policyName", boost_view(name)},
                      {"policyDocument", boost_view(document)},
                      {"policyScope", "ACCOUNT"},
                      {"lastUpdatedTime", epoch_milliseconds(logs.clock.now())}};
  logs.store.put(key, to_text(policy));
  return {{"resourcePolicy", std::move(policy)}};
}

}  // namespace orrery::logs
