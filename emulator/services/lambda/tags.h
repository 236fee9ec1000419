#pragma once
// Tags of functions, within AWS's limits.
#include "core/json.h"

namespace orrery::lambda {

// Throws InvalidParameterValueException above 50 tags.
void add_tags(json::object& tags, const json::object& more);

}  // namespace orrery::lambda
