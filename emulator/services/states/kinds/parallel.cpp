#include "services/states/kinds/kinds.h"

namespace orrery::states {

void run_parallel(Run run) {
  const State& state = run.state();
  const Scope scope = run.engine.scope(run);
  const json::value effective = state.jsonata() ? scope.input : effective_input(state, scope);
  const json::value input = prepared_input(state, scope.over(effective), run.engine.tools());
  run.engine.event(run, "ParallelStateStarted");
  auto children = std::make_unique<Children>();
  children->results.resize(state.branches.size());
  children->most_at_once = state.branches.size();
  for (std::size_t i = 0; i < state.branches.size(); ++i) {
    children->items.push_back({static_cast<std::int64_t>(i), input, std::nullopt});
  }
  run.engine.begin_children(run, std::move(children));
}

}  // namespace orrery::states
