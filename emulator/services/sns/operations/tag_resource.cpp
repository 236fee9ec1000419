#include "services/sns/operations/operations.h"
#include "services/sns/tags.h"

namespace orrery::sns {

json::object tag_resource(Sns& sns, const Input& input) {
  Topic topic = existing_topic(sns.topics, input, "ResourceArn");
  add_tags(topic, input.list("Tags"));
  sns.topics.save(topic);
  return {};
}

}  // namespace orrery::sns
