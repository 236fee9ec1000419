#include "services/states/requests/common.h"

namespace orrery::states {

json::object list_executions(States& states, const Input& input) {
  const bool of_map_run = input.has("mapRunArn");
  if (of_map_run == input.has("stateMachineArn")) {
    throw AwsError("ValidationException", "Must provide a stateMachineArn or mapRunArn, but not both");
  }
  const auto status = input.maybe_choice(
      "statusFilter", {"SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING"});
  const auto redrive = input.maybe_choice("redriveFilter", {"REDRIVEN", "NOT_REDRIVEN"});
  std::string machine, qualified;
  if (of_map_run) {
    machine = *find_text(find_map_run(states, input), "machine");
  } else {
    const MachineArn arn = read_machine_arn(input.text("stateMachineArn"));
    const auto target = states.machines.resolve(input.context, arn, states.engine.entropy);
    if (machine_type(target.machine) == MachineType::express) {
      throw AwsError("StateMachineTypeNotSupported",
                     "This operation is not supported by this type of state machine");
    }
    machine = arn.name;
    if (!arn.qualifier.empty()) qualified = arn.text;
  }
  const Page page(input, 3096);
  json::object answer;
  json::array executions;
  const auto wanted = [&](const Execution& execution) {
    if (status && status_name(execution.status) != *status) return false;
    if (redrive && (execution.redrive_count > 0) != (*redrive == "REDRIVEN")) return false;
    if (of_map_run) return execution.map_run == input.text("mapRunArn");
    if (qualified.empty()) return true;
    return find_text(execution.about, "stateMachineVersionArn") == qualified ||
           find_text(execution.about, "stateMachineAliasArn") == qualified;
  };
  scan_page(states, page, Records::started_prefix(input.context, machine), answer,
            [&](auto, std::string_view name) {
              const auto execution = states.engine.records.read_execution(input.context, machine, name);
              if (!execution || !wanted(*execution)) return false;
              executions.push_back(execution_row(*execution));
              return true;
            });
  answer["executions"] = std::move(executions);
  return answer;
}

}  // namespace orrery::states
