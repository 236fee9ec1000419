#include <algorithm>

#include "services/ecr/operations/operations.h"

namespace orrery::ecr {

json::object untag_resource(Ecr& ecr, const Input& input) {
  json::object repository = ecr.tagged(input);
  const json::array& keys = input.list("tagKeys");
  json::array kept;
  if (const json::array* tags = find_array(repository, "tags")) {
    for (const json::value& tag : *tags)
      if (std::find(keys.begin(), keys.end(), tag.at("Key")) == keys.end()) kept.push_back(tag);
  }
  repository["tags"] = std::move(kept);
  ecr.save(input.context, repository);
  return {};
}

}  // namespace orrery::ecr
