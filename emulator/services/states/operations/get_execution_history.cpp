#include "services/states/requests/common.h"

namespace orrery::states {

namespace {

// Without the data of the execution, as includeExecutionData=false asks. Errors are told all the same.
void strip(json::object& event) {
  for (auto& [name, details] : event) {
    if (!details.is_object()) continue;
    for (const auto member : {"input", "inputDetails", "output", "outputDetails", "parameters",
                              "assignedVariables", "assignedVariablesDetails"}) {
      details.get_object().erase(member);
    }
  }
}

}  // namespace

json::object get_execution_history(States& states, const Input& input) {
  const auto execution = described_execution(states, input.context, input.text("executionArn"));
  const bool reverse = input.flag("reverseOrder"), with_data = input.flag("includeExecutionData", true);
  const Page page(input);
  json::object answer;
  json::array events;
  scan_page(
      states, page, Records::event_prefix(execution->serial), answer,
      [&](auto, std::string_view value) {
        auto event = parse_json(value);
        if (!with_data) strip(event->get_object());
        events.push_back(std::move(*event));
        return true;
      },
      reverse ? Direction::backward : Direction::forward);
  answer["events"] = std::move(events);
  return answer;
}

}  // namespace orrery::states
