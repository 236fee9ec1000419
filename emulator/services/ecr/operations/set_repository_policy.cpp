#include "services/ecr/operations/operations.h"

namespace orrery::ecr {

json::object set_repository_policy(Ecr& ecr, const Input& input) {
  json::object repository = ecr.repository(input);
  const std::string_view text = input.text("policyText", 1, 10240);
  repository["policy"] = boost_view(text);
  ecr.save(input.context, repository);
  return {{"registryId", input.context.account},
          {"repositoryName", repository.at("repositoryName")},
          {"policyText", boost_view(text)}};
}

}  // namespace orrery::ecr
