#include "services/states/requests/redriving.h"

namespace orrery::states {

namespace {

void add_redrive(const States& states, const Execution& execution, json::object& answer) {
  answer["redriveCount"] = execution.redrive_count;
  if (execution.redriven) answer["redriveDate"] = epoch_double(*execution.redriven);
  if (const auto why = not_redrivable(states, execution)) {
    answer["redriveStatus"] = "NOT_REDRIVABLE";
    answer["redriveStatusReason"] = *why;
  } else {
    answer["redriveStatus"] = execution.map_run.empty() ? "REDRIVABLE" : "REDRIVABLE_BY_MAP_RUN";
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
