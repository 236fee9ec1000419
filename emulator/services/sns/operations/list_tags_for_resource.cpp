#include "services/sns/operations/operations.h"

namespace orrery::sns {

json::object list_tags_for_resource(Sns& sns, const Input& input) {
  const Topic topic = existing_topic(sns.topics, input, "ResourceArn");
  json::array tags;
  for (const auto& [key, value] : topic.tags) tags.push_back({{"Key", key}, {"Value", value}});
  return {{"Tags", std::move(tags)}};
}

}  // namespace orrery::sns
