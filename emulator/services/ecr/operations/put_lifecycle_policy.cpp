#include "services/ecr/operations/operations.h"

namespace orrery::ecr {

json::object put_lifecycle_policy(Ecr& ecr, const Input& input) {
  json::object repository = ecr.repository(input);
  const std::string_view text = input.text("lifecyclePolicyText", 1, 30720);
  repository["lifecycle"] = boost_view(text);
  ecr.save(input.context, repository);
  return {{"registryId", input.context.account},
          {"repositoryName", repository.at("repositoryName")},
          {"lifecyclePolicyText", boost_view(text)}};
}

}  // namespace orrery::ecr
