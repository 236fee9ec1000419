#include "services/events/answers.h"
#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object untag_resource(Events& events, const Input& input) {
  const json::array& keys = input.list("TagKeys");
  with_tags(events.registry, input, [&keys](json::object& tags) {
    for (const json::value& key : keys)
      if (key.is_string()) tags.erase(key.get_string());
  });
  return {};
}

}  // namespace orrery::events::operations
