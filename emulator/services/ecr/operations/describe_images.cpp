#include "services/ecr/operations/operations.h"

namespace orrery::ecr {

// There is never an image: pushing one is not supported.
json::object describe_images(Ecr& ecr, const Input& input) {
  (void)ecr.repository(input);
  const json::array* wanted = input.maybe_list("imageIds");
  if (wanted && !wanted->empty())
    throw AwsError("ImageNotFoundException",
                   "The image requested does not exist within the repository with name '" +
                       std::string(input.text("repositoryName")) + "' in the registry with id '" +
                       input.context.account + "'");
  return {{"imageDetails", json::array{}}};
}

}  // namespace orrery::ecr
