#include <algorithm>

#include "services/ecr/operations/operations.h"

namespace orrery::ecr {

json::object tag_resource(Ecr& ecr, const Input& input) {
  json::object repository = ecr.tagged(input);
  json::array tags = repository.contains("tags") ? repository.at("tags").as_array() : json::array();
  for (const json::value& tag : input.list("tags")) {
    const auto same = [&](const json::value& own) { return own.at("Key") == tag.at("Key"); };
    tags.erase(std::remove_if(tags.begin(), tags.end(), same), tags.end());
    tags.push_back(tag);
  }
  repository["tags"] = std::move(tags);
  ecr.save(input.context, repository);
  return {};
}

}  // namespace orrery::ecr
