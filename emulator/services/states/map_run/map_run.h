#pragma once
// Map Runs: what a distributed Map does, counted and described.
#include "services/states/states.h"

namespace orrery::states {

// The place of a Map Run's children among the executions: "MACHINE/LABEL". Throws ResourceNotFound.
std::string map_run_machine(States& states, const Context& context, std::string_view arn);

}  // namespace orrery::states
