#include "services/states/map_run/children.h"

namespace orrery::states {

const Graph* graph_of(const Execution& execution) { return &execution.definition->graph; }

}  // namespace orrery::states
