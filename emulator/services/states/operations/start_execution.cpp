#include "services/states/requests/starting.h"

namespace orrery::states {

json::object start_execution(States& states, const Input& input) {
  Engine::Start start = prepare_start(states, input);
  if (!start.express) {
    if (const auto known = states.engine.records.read_execution(input.context, start.machine, start.name)) {
      // The same start again, while it runs, is answered with what runs.
      if (known->status == Status::running && known->input_text == start.input_text) {
        return {{"executionArn", known->arn}, {"startDate", epoch_double(known->started)}};
      }
      throw AwsError("ExecutionAlreadyExists", "Execution Already Exists: '" + known->arn + "'");
    }
  }
  const Execution& execution = states.engine.start(std::move(start));
  return {{"executionArn", execution.arn}, {"startDate", epoch_double(execution.started)}};
}

}  // namespace orrery::states
