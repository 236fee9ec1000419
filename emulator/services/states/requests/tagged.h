#pragma once
// What can carry tags: state machines and activities.
#include "services/states/requests/common.h"

namespace orrery::states {

struct Tagged {
  json::object record;
  std::string key;
};
// Throws ResourceNotFound, for a version and an alias too.
Tagged find_tagged(States& states, const Input& input);
// Whether it is a version or an alias of a state machine that exists: those have no tags.
bool untagged(States& states, const Input& input);

}  // namespace orrery::states
