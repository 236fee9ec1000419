#include "services/ecr/operations/operations.h"
#include "services/ecr/policies.h"

namespace orrery::ecr {

json::object set_repository_policy(Ecr& ecr, const Input& input) {
  return put_policy(ecr, input, repository_policy);
}

}  // namespace orrery::ecr
