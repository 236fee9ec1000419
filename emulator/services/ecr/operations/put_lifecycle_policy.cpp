#include "services/ecr/operations/operations.h"
#include "services/ecr/policies.h"

namespace orrery::ecr {

json::object put_lifecycle_policy(Ecr& ecr, const Input& input) {
  return put_policy(ecr, input, lifecycle_policy);
}

}  // namespace orrery::ecr
