#include "services/states/requests/task_token.h"

namespace orrery::states {

json::object send_task_failure(States& states, const Input& input) {
  auto [run, integration] = task_of(states, input);
  Failure failure(std::string(input.maybe_text("error").value_or("")));
  if (const auto cause = input.maybe_text("cause")) failure.cause = std::string(*cause);
  states.engine.guarded(run, [&, task = run, what = integration] { task_failed(task, what, failure); });
  return {};
}

}  // namespace orrery::states
