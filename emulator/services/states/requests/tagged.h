#pragma once
// What can carry tags: state machines and activities.
#include "services/states/requests/common.h"

namespace orrery::states {

struct Tagged {
  json::object record;
  std::string key;
};
// Throws ResourceNotFound.
Tagged find_tagged(States& states, const Input& input);

}  // namespace orrery::states
