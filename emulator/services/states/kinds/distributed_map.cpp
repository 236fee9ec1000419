#include "services/states/kinds/map_items.h"

namespace orrery::states {

void run_distributed_map(Run run) {
  throw runtime_failure("The distributed Map '" + run.state().name + "' is not supported by orrery");
}

void resume_distributed_map(Run run) { run_distributed_map(run); }

}  // namespace orrery::states
