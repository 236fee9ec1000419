#pragma once
// Which executions can be redriven.
#include "services/states/requests/common.h"

namespace orrery::states {

// Why an execution cannot be redriven, in AWS's words; std::nullopt where it can.
std::optional<std::string> not_redrivable(const States& states, const Execution& execution);

}  // namespace orrery::states
