#include "services/ecr/operations/operations.h"

namespace orrery::ecr {

json::object list_tags_for_resource(Ecr& ecr, const Input& input) {
  const json::object repository = ecr.tagged(input);
  const json::array* tags = find_array(repository, "tags");
  return {{"tags", tags ? *tags : json::array{}}};
}

}  // namespace orrery::ecr
