#include "services/ecr/operations/operations.h"
#include "services/ecr/policies.h"

namespace orrery::ecr {
namespace {

AwsError no_lifecycle(std::string_view why) {
  return {"InvalidParameterException",
          "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy "
          "validation failure: " +
              std::string(why) + "'"};
}

// `names` in their order, as the refusal lists them.
void require(const json::object& object, std::initializer_list<std::string_view> names) {
  json::array missing;
  for (const std::string_view name : names)
    if (!object.contains(boost_view(name))) missing.emplace_back(boost_view(name));
  if (!missing.empty())
    throw no_lifecycle("object has missing required properties (" + json::serialize(missing) + ")");
}

AwsError no_rules() { return no_lifecycle("Could not map policyString into LifecyclePolicy."); }

const json::object& rule_part(const json::value& value) {
  if (const json::object* object = value.if_object()) return *object;
  throw no_rules();
}

// The properties that the user guide calls required. What they say is left to who reads the policy.
void check_lifecycle(std::string_view text) {
  const auto policy = parse_json(text);
  if (!policy) throw no_rules();
  require(rule_part(*policy), {"rules"});
  const json::array* rules = find_array(rule_part(*policy), "rules");
  if (!rules) throw no_rules();
  for (const json::value& rule : *rules) {
    const json::object& members = rule_part(rule);
    require(members, {"action", "rulePriority", "selection"});
    require(rule_part(members.at("action")), {"type"});
    require(rule_part(members.at("selection")), {"countNumber", "countType", "tagStatus"});
  }
}

}  // namespace

json::object put_lifecycle_policy(Ecr& ecr, const Input& input) {
  check_lifecycle(input.text("lifecyclePolicyText", 1, lifecycle_policy.most_bytes));
  return put_policy(ecr, input, lifecycle_policy);
}

}  // namespace orrery::ecr
