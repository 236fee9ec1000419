#include "services/ecr/operations/operations.h"

namespace orrery::ecr {

json::object get_lifecycle_policy(Ecr& ecr, const Input& input) {
  const json::object repository = ecr.repository(input);
  const auto text = find_text(repository, "lifecycle");
  if (!text)
    throw AwsError("LifecyclePolicyNotFoundException",
                   "Lifecycle policy does not exist for the repository with name '" +
                       std::string(input.text("repositoryName")) + "' in the registry with id '" +
                       input.context.account + "'");
  return {{"registryId", input.context.account},
          {"repositoryName", boost_view(input.text("repositoryName"))},
          {"lifecyclePolicyText", boost_view(*text)}};
}

}  // namespace orrery::ecr
