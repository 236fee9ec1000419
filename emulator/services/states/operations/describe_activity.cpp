#include "services/states/requests/common.h"

namespace orrery::states {

json::object describe_activity(States& states, const Input& input) {
  json::object activity = find_activity(states, input.context, input.text("activityArn"));
  activity.erase("tags");
  return activity;
}

}  // namespace orrery::states
