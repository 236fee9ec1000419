#include "services/ecr/operations/operations.h"
#include "services/ecr/policies.h"

namespace orrery::ecr {

json::object set_repository_policy(Ecr& ecr, const Input& input) {
  const auto policy = parse_json(input.text("policyText", 0, repository_policy.most_bytes));
  if (!policy || !policy->is_object() || !policy->get_object().contains("Statement"))
    throw AwsError(
        "InvalidParameterException",
        "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy "
        "provided'");
  return put_policy(ecr, input, repository_policy);
}

}  // namespace orrery::ecr
