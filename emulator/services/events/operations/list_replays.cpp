#include "services/events/answers.h"
#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object list_replays(Events& events, const Input& input) {
  check_one_filter(input, "ListReplays");
  input.maybe_choice("State", {"STARTING", "RUNNING", "CANCELLING", "COMPLETED", "CANCELLED", "FAILED"});
  json::array found;
  for (json::object& replay : events.archives.all(input.context, Archives::Kind::replay)) {
    if (!passes_filter(input, replay, "ReplayName")) continue;
    for (const char* member : {"ReplayArn", "Description", "Destination"}) replay.erase(member);
    found.push_back(std::move(replay));
  }
  return page(input, "Replays", std::move(found));
}

}  // namespace orrery::events::operations
