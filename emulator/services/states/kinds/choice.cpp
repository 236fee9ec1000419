#include "services/states/kinds/kinds.h"

namespace orrery::states {

void run_choice(Run run) {
  const State& state = run.state();
  const Scope raw = run.engine.scope(run);
  const Tools tools = run.engine.tools();
  const json::value effective = state.jsonata() ? raw.input : effective_input(state, raw);
  const Scope scope = raw.over(effective);
  for (const ChoiceRule& rule : state.choices) {
    if (!holds(rule, scope, tools)) continue;
    return run.engine.leave(run, unchanged(state, raw, tools, &rule), rule.next);
  }
  if (state.otherwise.empty()) {
    throw runtime_failure(
        "Failed to transition out of the state. The state's choice rules did not match and there is "
        "no Default state.",
        "States.NoChoiceMatched");
  }
  run.engine.leave(run, unchanged(state, raw, tools), state.otherwise);
}

}  // namespace orrery::states
