#include "services/states/requests/common.h"

namespace orrery::states {

void get_activity_task(States& states, const Input& input, Reply reply) {
  const std::string arn(input.text("activityArn"));
  find_activity(states, input.context, arn);
  states.engine.desk.ask(arn, std::string(input.maybe_text("workerName").value_or("")), std::move(reply));
}

}  // namespace orrery::states
