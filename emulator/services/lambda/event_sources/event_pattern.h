#pragma once
// Event patterns as filter criteria have them: {"body": {"state": ["new", {"prefix": "re"}]}}.
#include "core/json.h"

namespace orrery::lambda {

// Does the event have, for each name in the pattern, a value that one of its conditions takes?
bool matches(const json::object& pattern, const json::object& event);

// Throws InvalidParameterValueException where it is no pattern.
void check_pattern(const json::object& pattern);

}  // namespace orrery::lambda
