#pragma once
// The policy of a topic: kept and shown, not enforced.
#include "services/sns/topics.h"

namespace orrery::sns {

// The one that was set, or else AWS's default. It has a list of statements.
json::object policy_of(const Topic& topic);

}  // namespace orrery::sns
