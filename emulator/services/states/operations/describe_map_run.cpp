#include "services/states/requests/common.h"

namespace orrery::states {

json::object describe_map_run(States& states, const Input& input) {
  json::object record = find_map_run(states, input);
  if (const MapRun* running = states.engine.map_runs.find(input.text("mapRunArn"))) {
    return states.engine.map_runs.describe(*running);
  }
  for (const auto member :
       {"machine", "account", "region", "started_us", "redriven_us", "count_given", "percentage_given"}) {
    record.erase(member);
  }
  return record;
}

}  // namespace orrery::states
