#pragma once
// The children of a distributed Map: executions of their own, of the part of the machine inside the Map.
#include "services/states/execution/execution.h"

namespace orrery::states {

// The state named `name`, wherever in the graph it stands; nullptr where there is none.
const State* find_state(const Graph& graph, std::string_view name);
// What an execution walks: the machine, or the inside of the Map that started it.
const Graph* graph_of(const Execution& execution);

}  // namespace orrery::states
