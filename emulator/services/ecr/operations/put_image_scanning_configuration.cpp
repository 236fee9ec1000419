#include "services/ecr/operations/operations.h"

namespace orrery::ecr {

json::object put_image_scanning_configuration(Ecr& ecr, const Input& input) {
  json::object repository = ecr.repository(input);
  const json::object& configuration = input.object("imageScanningConfiguration");
  repository["imageScanningConfiguration"] = configuration;
  ecr.save(input.context, repository);
  return {{"registryId", input.context.account},
          {"repositoryName", repository.at("repositoryName")},
          {"imageScanningConfiguration", configuration}};
}

}  // namespace orrery::ecr
