#pragma once
// What one UpdateTable may change at a time.
#include "core/json.h"

namespace orrery::dynamodb {

// Throws ValidationException where the request changes nothing, or things that AWS does not change together.
void check_changes(const json::object& request);

}  // namespace orrery::dynamodb
