#include "services/states/requests/common.h"

namespace orrery::states {

json::object list_activities(States& states, const Input& input) {
  const Page page(input);
  json::object answer;
  json::array activities;
  const Key prefix = Key("states").text("activity").text(input.context.account).text(input.context.region);
  scan_page(states, page, prefix, answer, [&](auto, std::string_view value) {
    auto activity = parse_json(value);
    activity->get_object().erase("tags");
    activities.push_back(std::move(*activity));
    return true;
  });
  answer["activities"] = std::move(activities);
  return answer;
}

}  // namespace orrery::states
