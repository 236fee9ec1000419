#include "services/states/requests/common.h"

namespace orrery::states {

json::object delete_activity(States& states, const Input& input) {
  states.core.store.erase(activity_key(input.context, read_activity_arn(input.text("activityArn"))));
  return {};
}

}  // namespace orrery::states
