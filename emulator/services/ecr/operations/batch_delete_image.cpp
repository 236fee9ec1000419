#include "services/ecr/operations/operations.h"

namespace orrery::ecr {

// There is never an image: pushing one is not supported.
json::object batch_delete_image(Ecr& ecr, const Input& input) {
  (void)ecr.repository(input);
  return {{"imageIds", json::array()}, {"failures", missing_images(input.list("imageIds"))}};
}

}  // namespace orrery::ecr
