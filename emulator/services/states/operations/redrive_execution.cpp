#include "services/states/requests/common.h"

namespace orrery::states {

json::object redrive_execution(States& states, const Input& input) {
  auto execution = described_execution(states, input.context, input.text("executionArn"));
  const auto refuse = [](const std::string& why) { return AwsError("ExecutionNotRedrivable", why); };
  const std::string status(status_name(execution->status));
  if (!execution->map_run.empty()) {
    throw refuse("Execution was started by a Map Run and can only be redriven by it");
  }
  if (execution->status == Status::running || execution->status == Status::succeeded) {
    throw refuse("Execution is " + status + " and cannot be redriven");
  }
  if (states.core.clock.now() - execution->stopped > std::chrono::hours(24 * 14)) {
    throw refuse("Execution is past redrivable period");
  }
  execution->definition = states.machines.definition(execution->revision);
  execution->graph = &execution->definition->graph;
  ++execution->redrive_count;
  execution->redriven = states.core.clock.now();
  const double date = epoch_double(*execution->redriven);
  states.engine.redrive(std::move(execution));
  return {{"redriveDate", date}};
}

}  // namespace orrery::states
