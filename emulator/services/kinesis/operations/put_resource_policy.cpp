#include "services/kinesis/operations/operations.h"
#include "services/kinesis/resource.h"

namespace orrery::kinesis::operations {

json::object put_resource_policy(Kinesis& kinesis, const Input& input) {
  Resource resource = resource_of(kinesis, input);
  const auto policy = parse_json(input.text("Policy"));
  if (!policy || !policy->is_object()) throw invalid_argument("The policy is not a JSON document.");
  resource.policy() = input.text("Policy");
  put(kinesis, resource);
  return {};
}

}  // namespace orrery::kinesis::operations
