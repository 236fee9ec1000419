#include "services/states/requests/common.h"

namespace orrery::states {

json::object list_state_machine_versions(States& states, const Input& input) {
  const MachineArn arn = read_machine_arn(input.text("stateMachineArn"));
  const Page page(input);
  json::object answer;
  json::array versions;
  scan_page(
      states, page, Machines::version_prefix(input.context, arn.name), answer,
      [&](auto, std::string_view value) {
        const auto version = parse_json(value);
        versions.push_back(json::object{{"stateMachineVersionArn", version->at("stateMachineVersionArn")},
                                        {"creationDate", version->at("creationDate")}});
        return true;
      });
  answer["stateMachineVersions"] = std::move(versions);
  return answer;
}

}  // namespace orrery::states
