#include "core/tags.h"
#include "services/events/answers.h"
#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object tag_resource(Events& events, const Input& input) {
  input.list("Tags");
  with_tags(events.registry, input, [&input](json::object& tags) {
    for (const auto& [key, value] : tags_of(input.maybe_list("Tags"))) tags[key] = value;
  });
  return {};
}

}  // namespace orrery::events::operations
