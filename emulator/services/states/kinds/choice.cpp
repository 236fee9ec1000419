#include "services/states/kinds/kinds.h"

namespace orrery::states {

Failure nothing_chosen() {
  Failure failure =
      runtime_failure("Failed to transition out of the state. The state does not point to a next state.");
  failure.also = "States.NoChoiceMatched";
  return failure;
}

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
  if (state.otherwise.empty()) throw nothing_chosen();
  run.engine.leave(run, unchanged(state, raw, tools), state.otherwise);
}

}  // namespace orrery::states
