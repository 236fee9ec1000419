#include "services/states/kinds/kinds.h"

namespace orrery::states {
namespace {

std::string text_of(const json::value& value) {
  return value.is_string() ? std::string(view(value.get_string())) : print(value);
}

}  // namespace

void run_fail(Run run) {
  const State& state = run.state();
  const Scope scope = run.engine.scope(run);
  Failure failure("");
  if (state.error) failure.error = text_of(state.error->evaluate(scope, run.engine.tools()));
  if (state.cause) failure.cause = text_of(state.cause->evaluate(scope, run.engine.tools()));
  run.engine.end_in_fail_state(run, std::move(failure));
}

}  // namespace orrery::states
