#include "services/kinesis/operations/operations.h"
#include "services/kinesis/resource.h"

namespace orrery::kinesis::operations {

json::object get_resource_policy(Kinesis& kinesis, const Input& input) {
  Resource resource = resource_of(kinesis, input);
  if (resource.policy().empty())
    throw AwsError("ResourceNotFoundException",
                   "No resource policy found for resource ARN " + resource.arn());
  return {{"Policy", resource.policy()}};
}

}  // namespace orrery::kinesis::operations
