#include "services/states/requests/tagged.h"

namespace orrery::states {

json::object untag_resource(States& states, const Input& input) {
  Tagged tagged = find_tagged(states, input);
  const json::array& keys = input.list("tagKeys");
  json::array kept;
  if (const auto* known = find_array(tagged.record, "tags")) {
    for (const auto& tag : *known) {
      if (std::find(keys.begin(), keys.end(), tag.at("key")) == keys.end()) kept.push_back(tag);
    }
  }
  tagged.record["tags"] = std::move(kept);
  states.core.store.put(tagged.key, print(tagged.record));
  return {};
}

}  // namespace orrery::states
