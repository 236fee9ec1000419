#include "core/tags.h"
#include "services/events/answers.h"
#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object list_tags_for_resource(Events& events, const Input& input) {
  json::array tags;
  with_tags(events.registry, input, [&tags](json::object& those) { tags = tag_list(those); });
  return {{"Tags", std::move(tags)}};
}

}  // namespace orrery::events::operations
