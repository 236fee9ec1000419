#include "services/ecr/operations/operations.h"

namespace orrery::ecr {

json::object delete_repository_policy(Ecr& ecr, const Input& input) {
  json::object gone = get_repository_policy(ecr, input);
  json::object repository = ecr.repository(input);
  repository.erase("policy");
  ecr.save(input.context, repository);
  return gone;
}

}  // namespace orrery::ecr
