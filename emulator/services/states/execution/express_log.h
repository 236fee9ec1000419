#pragma once
// Executions to CloudWatch Logs, as the machine's loggingConfiguration asks for.
#include "core/core.h"
#include "services/states/execution/execution.h"

namespace orrery::states {

// The group that a loggingConfiguration names, by "arn:aws:logs:region:account:log-group:NAME:*"; empty:
// none.
std::string log_group(const json::object& logging);
// Whether a level writes events of this type.
bool level_writes(std::string_view level, std::string_view type);
void log_event(Core& core, const Execution& execution, std::string_view type, std::uint64_t number,
               std::uint64_t previous, const json::object& details);

}  // namespace orrery::states
