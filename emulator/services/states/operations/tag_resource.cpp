#include "services/states/requests/tagged.h"

namespace orrery::states {

json::object tag_resource(States& states, const Input& input) {
  Tagged tagged = find_tagged(states, input);
  json::array tags;
  if (const auto* known = find_array(tagged.record, "tags")) tags = *known;
  check_tags(input.list("tags"));
  for (const auto& tag : input.list("tags")) {
    const auto same = std::find_if(tags.begin(), tags.end(),
                                   [&](const auto& one) { return one.at("key") == tag.at("key"); });
    if (same != tags.end()) {
      *same = tag;
    } else {
      tags.push_back(tag);
    }
  }
  check_tags(tags);
  tagged.record["tags"] = std::move(tags);
  states.core.store.put(tagged.key, print(tagged.record));
  return {};
}

}  // namespace orrery::states
