#pragma once
// Tags in the two shapes services need: [{Key, Value}], as most APIs spell them, and {key: value}, as they
// are kept.
#include "core/json.h"

namespace orrery {

// A later tag of the same key wins. No list, no tags.
json::object tags_of(const json::array* list);
json::array tag_list(const json::object& tags);

}  // namespace orrery
