#include "services/ecr/operations/operations.h"
#include "services/ecr/policies.h"

namespace orrery::ecr {

json::object get_lifecycle_policy(Ecr& ecr, const Input& input) {
  return get_policy(ecr, input, lifecycle_policy);
}

}  // namespace orrery::ecr
