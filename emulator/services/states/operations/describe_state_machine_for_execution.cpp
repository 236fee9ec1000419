#include "services/states/requests/common.h"

namespace orrery::states {

json::object describe_state_machine_for_execution(States& states, const Input& input) {
  const auto execution = described_execution(states, input.context, input.text("executionArn"));
  const auto machine = states.machines.revision(execution->revision);
  json::object answer{{"stateMachineArn", execution->machine_arn},
                      {"name", machine->at("name")},
                      {"definition", machine->at("definition")},
                      {"roleArn", machine->at("roleArn")},
                      {"updateDate", machine->at("updateDate")},
                      {"loggingConfiguration", machine->at("loggingConfiguration")},
                      {"tracingConfiguration", machine->at("tracingConfiguration")}};
  if (const auto id = find_text(*machine, "revisionId")) answer["revisionId"] = *id;
  if (!execution->map_run.empty()) {
    answer["mapRunArn"] = execution->map_run;
    if (const auto* label = execution->about.if_contains("label")) answer["label"] = *label;
  }
  return answer;
}

}  // namespace orrery::states
