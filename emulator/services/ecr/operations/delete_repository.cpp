#include "services/ecr/operations/operations.h"

namespace orrery::ecr {

json::object delete_repository(Ecr& ecr, const Input& input) {
  json::object repository = ecr.repository(input);
  ecr.erase(input.context, input.text("repositoryName"));
  return {{"repository", shown(std::move(repository))}};
}

}  // namespace orrery::ecr
