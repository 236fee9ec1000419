#include "services/states/kinds/kinds.h"

namespace orrery::states {

void run_succeed(Run run) {
  run.engine.leave(run, unchanged(run.state(), run.engine.scope(run), run.engine.tools()), "");
}

}  // namespace orrery::states
