#include "services/states/kinds/map_items.h"

namespace orrery::states {

void run_distributed_map(Run run) { run.engine.map_runs.begin(run); }
void resume_distributed_map(Run run) { run.engine.map_runs.resume(run); }

}  // namespace orrery::states
