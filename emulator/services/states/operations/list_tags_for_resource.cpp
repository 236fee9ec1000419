#include "services/states/requests/tagged.h"

namespace orrery::states {

json::object list_tags_for_resource(States& states, const Input& input) {
  if (untagged(states, input)) return {{"tags", json::array{}}};
  const Tagged tagged = find_tagged(states, input);
  const auto* tags = find_array(tagged.record, "tags");
  return {{"tags", tags ? *tags : json::array{}}};
}

}  // namespace orrery::states
