#include "core/tags.h"
#include "services/ecr/operations/operations.h"

namespace orrery::ecr {

json::object untag_resource(Ecr& ecr, const Input& input) {
  json::object repository = ecr.tagged(input);
  json::object tags = tags_of(find_array(repository, "tags"));
  for (const json::value& key : input.list("tagKeys"))
    if (key.is_string()) tags.erase(key.get_string());
  repository["tags"] = tag_list(tags);
  ecr.save(input.context, repository);
  return {};
}

}  // namespace orrery::ecr
