#include "core/tags.h"
#include "services/sns/operations/operations.h"

namespace orrery::sns {

json::object list_tags_for_resource(Sns& sns, const Input& input) {
  return {{"Tags", tag_list(existing_topic(sns.topics, input, "ResourceArn").tags)}};
}

}  // namespace orrery::sns
