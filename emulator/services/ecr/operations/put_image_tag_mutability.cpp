#include "services/ecr/operations/operations.h"

namespace orrery::ecr {

json::object put_image_tag_mutability(Ecr& ecr, const Input& input) {
  json::object repository = ecr.repository(input);
  const auto mutability = boost_view(input.choice("imageTagMutability", {"MUTABLE", "IMMUTABLE"}, "MUTABLE"));
  repository["imageTagMutability"] = mutability;
  ecr.save(input.context, repository);
  return {{"registryId", input.context.account},
          {"repositoryName", repository.at("repositoryName")},
          {"imageTagMutability", mutability}};
}

}  // namespace orrery::ecr
