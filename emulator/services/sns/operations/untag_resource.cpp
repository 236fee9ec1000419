#include "services/sns/operations/operations.h"

namespace orrery::sns {

json::object untag_resource(Sns& sns, const Input& input) {
  Topic topic = existing_topic(sns.topics, input, "ResourceArn");
  for (const json::value& key : input.list("TagKeys")) {
    if (key.is_string()) topic.tags.erase(key.get_string());
  }
  sns.topics.save(topic);
  return {};
}

}  // namespace orrery::sns
