#include "services/states/kinds/kinds.h"

namespace orrery::states {

void run_pass(Run run) {
  const State& state = run.state();
  const Scope scope = run.engine.scope(run);
  if (state.jsonata()) return run.engine.finish(run, run.frame.input);
  const json::value effective = effective_input(state, scope);
  json::value result =
      state.result ? *state.result : prepared_input(state, scope.over(effective), run.engine.tools());
  run.engine.finish(run, std::move(result));
}

}  // namespace orrery::states
