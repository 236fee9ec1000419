#pragma once
// Event patterns, as EventBridge and filter criteria have them: {"body": {"state": ["new", {"prefix":
// "re"}]}}.
#include <optional>
#include <string>

#include "core/json.h"

namespace orrery {

// Does the event have, for each name in the pattern, a value that one of its conditions takes?
bool matches(const json::object& pattern, const json::object& event);

// Why it is no pattern, in EventBridge's words; std::nullopt where it is one.
std::optional<std::string> fault_of_pattern(const json::object& pattern);

}  // namespace orrery
