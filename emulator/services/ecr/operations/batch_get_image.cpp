#include "services/ecr/operations/operations.h"

namespace orrery::ecr {

// There is never an image: pushing one is not supported.
json::object batch_get_image(Ecr& ecr, const Input& input) {
  (void)ecr.repository(input);
  return {{"images", json::array()}, {"failures", missing_images(input.list("imageIds"))}};
}

}  // namespace orrery::ecr
