#include "services/states/requests/common.h"

namespace orrery::states {

namespace {

// AWS lets an execution be taken up again for 14 days.
constexpr auto redrive_window = std::chrono::hours(24 * 14);

void add_redrive(const States& states, const Execution& execution, json::object& answer) {
  answer["redriveCount"] = execution.redrive_count;
  if (execution.redriven) answer["redriveDate"] = epoch_double(*execution.redriven);
  if (!execution.map_run.empty()) {
    answer["redriveStatus"] = "NOT_REDRIVABLE";
    answer["redriveStatusReason"] = "Execution was started by a Map Run and can only be redriven by it";
  } else if (execution.status == Status::running) {
    answer["redriveStatus"] = "NOT_REDRIVABLE";
    answer["redriveStatusReason"] = "Execution is RUNNING and cannot be redriven";
  } else if (execution.status == Status::succeeded) {
    answer["redriveStatus"] = "NOT_REDRIVABLE";
    answer["redriveStatusReason"] = "Execution is SUCCEEDED and cannot be redriven";
  } else if (states.core.clock.now() - execution.stopped > redrive_window) {
    answer["redriveStatus"] = "NOT_REDRIVABLE";
    answer["redriveStatusReason"] = "Execution is past redrivable period";
  } else {
    answer["redriveStatus"] = "REDRIVABLE";
  }
}

}  // namespace

json::object describe_execution(States& states, const Input& input) {
  const auto execution = described_execution(states, input.context, input.text("executionArn"));
  const bool all = input.choice("includedData", {"ALL_DATA", "METADATA_ONLY"}, "ALL_DATA") == "ALL_DATA";
  json::object answer = execution_row(*execution);
  answer.erase("itemCount");
  if (all) answer["input"] = execution->input_text;
  answer["inputDetails"] = json::object{{"included", all}};
  if (execution->output) {
    if (all) answer["output"] = *execution->output;
    answer["outputDetails"] = json::object{{"included", all}};
  }
  if (execution->error) answer["error"] = *execution->error;
  if (execution->cause) answer["cause"] = *execution->cause;
  if (const auto* trace = execution->about.if_contains("traceHeader")) answer["traceHeader"] = *trace;
  add_redrive(states, *execution, answer);
  return answer;
}

}  // namespace orrery::states
