#include "services/states/requests/task_token.h"

namespace orrery::states {

json::object send_task_heartbeat(States& states, const Input& input) {
  const auto [run, integration] = task_of(states, input);
  states.engine.beat(run);
  return {};
}

}  // namespace orrery::states
