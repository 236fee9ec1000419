#include "services/ecr/operations/operations.h"

namespace orrery::ecr {

json::object delete_lifecycle_policy(Ecr& ecr, const Input& input) {
  json::object gone = get_lifecycle_policy(ecr, input);
  json::object repository = ecr.repository(input);
  repository.erase("lifecycle");
  ecr.save(input.context, repository);
  return gone;
}

}  // namespace orrery::ecr
