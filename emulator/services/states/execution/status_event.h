#pragma once
// Changes of an execution's status, as the event bus hears of them.
#include "core/core.h"
#include "services/states/execution/execution.h"

namespace orrery::states {

// Puts "Step Functions Execution Status Change" on the default bus. Of Standard executions only, and not of
// the children of a Map Run.
void announce_status(Core& core, const Execution& execution);

}  // namespace orrery::states
