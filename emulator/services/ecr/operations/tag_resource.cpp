#include "core/tags.h"
#include "services/ecr/operations/operations.h"

namespace orrery::ecr {

json::object tag_resource(Ecr& ecr, const Input& input) {
  json::object repository = ecr.tagged(input);
  json::object tags = tags_of(find_array(repository, "tags"));
  for (const auto& [key, value] : tags_of(&input.list("tags"))) tags[key] = value;
  repository["tags"] = tag_list(tags);
  ecr.save(input.context, repository);
  return {};
}

}  // namespace orrery::ecr
