#include "core/arn.h"
#include "services/states/requests/common.h"

namespace orrery::states {

json::object list_map_runs(States& states, const Input& input) {
  const auto execution = described_execution(states, input.context, input.text("executionArn"));
  const Page page(input);
  json::object answer;
  json::array runs;
  const Key prefix = MapRuns::index_prefix(execution->serial);
  scan_page(states, page, prefix, answer, [&](std::string_view key, std::string_view) {
    const std::string uuid = KeyReader(key.substr(prefix.bytes().size())).text();
    const auto text = states.core.store.get(MapRuns::record_key(uuid));
    if (!text) return false;
    const auto record = parse_json(*text);
    const std::string machine(view(record->at("machine").as_string()));
    json::object row{{"executionArn", execution->arn},
                     {"mapRunArn", record->at("mapRunArn")},
                     {"stateMachineArn", make_arn(input.context, "states", "stateMachine:" + machine)},
                     {"startDate", record->at("startDate")}};
    if (const auto* stopped = record->get_object().if_contains("stopDate")) row["stopDate"] = *stopped;
    runs.push_back(std::move(row));
    return true;
  });
  answer["mapRuns"] = std::move(runs);
  return answer;
}

}  // namespace orrery::states
