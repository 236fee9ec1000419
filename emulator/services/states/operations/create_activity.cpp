#include "core/arn.h"
#include "services/states/requests/common.h"

namespace orrery::states {

json::object create_activity(States& states, const Input& input) {
  const std::string name(input.text("name"));
  check_name(name);
  const std::string arn = make_arn(input.context, "states", "activity:" + name);
  if (const auto known = states.core.store.get(activity_key(input.context, name))) {
    const auto record = parse_json(*known);
    return {{"activityArn", arn}, {"creationDate", record->at("creationDate")}};
  }
  json::object activity{
      {"activityArn", arn}, {"name", name}, {"creationDate", epoch_double(states.core.clock.now())}};
  if (const auto* tags = input.maybe_list("tags")) {
    check_tags(*tags);
    activity["tags"] = *tags;
  }
  states.core.store.put(activity_key(input.context, name), print(activity));
  return {{"activityArn", arn}, {"creationDate", activity.at("creationDate")}};
}

}  // namespace orrery::states
