#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object cancel_replay(Events& events, const Input& input) {
  const std::string_view name = input.text("ReplayName");
  json::object replay = events.archives.get(input.context, Archives::Kind::replay, name);
  if (replay.at("State") != "STARTING") {
    throw AwsError("IllegalStatusException",
                   "Replay " + std::string(name) + " is not in a valid state for this operation.");
  }
  replay["State"] = "CANCELLING";
  events.archives.put(input.context, Archives::Kind::replay, replay);
  return {{"ReplayArn", replay["ReplayArn"]}, {"State", replay["State"]}};
}

}  // namespace orrery::events::operations
