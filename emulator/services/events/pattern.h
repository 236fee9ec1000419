#pragma once
// Event patterns as PutRule and TestEventPattern are given them.
#include <string_view>

#include "core/json.h"

namespace orrery::events {

// Refuses with InvalidEventPatternException.
json::object read_pattern(std::string_view text);

}  // namespace orrery::events
