#include "services/ecr/operations/operations.h"

namespace orrery::ecr {

// There is never an image: pushing one is not supported.
json::object list_images(Ecr& ecr, const Input& input) {
  (void)ecr.repository(input);
  return {{"imageIds", json::array{}}};
}

}  // namespace orrery::ecr
