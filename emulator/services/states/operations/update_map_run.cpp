#include "services/states/requests/common.h"

namespace orrery::states {

json::object update_map_run(States& states, const Input& input) {
  find_map_run(states, input);
  MapRun* running = states.engine.map_runs.find(input.text("mapRunArn"));
  if (!running) {
    throw AwsError("ValidationException", "Map Run is already completed and cannot be updated", 400,
                   {{"reason", "CANNOT_UPDATE_COMPLETED_MAP_RUN"}});
  }
  if (const auto most = input.maybe_number("maxConcurrency", 0)) running->most_at_once = *most;
  if (const auto count = input.maybe_number("toleratedFailureCount", 0)) {
    running->tolerated_count = *count;
    running->count_given = true;
  }
  const auto* share = find(input.members, "toleratedFailurePercentage");
  if (share && share->is_number()) {
    running->tolerated_percentage = number_of(*share);
    running->percentage_given = true;
  }
  states.engine.map_runs.update(*running);
  return {};
}

}  // namespace orrery::states
