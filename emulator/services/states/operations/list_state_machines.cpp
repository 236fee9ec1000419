#include "services/states/requests/common.h"

namespace orrery::states {

json::object list_state_machines(States& states, const Input& input) {
  const Page page(input);
  json::object answer;
  json::array machines;
  scan_page(states, page, Machines::machine_prefix(input.context), answer, [&](auto, std::string_view value) {
    const auto machine = parse_json(value);
    const json::object& record = machine->get_object();
    machines.push_back(json::object{{"stateMachineArn", record.at("arn")},
                                    {"name", record.at("name")},
                                    {"type", record.at("type")},
                                    {"creationDate", record.at("creationDate")}});
    return true;
  });
  answer["stateMachines"] = std::move(machines);
  return answer;
}

}  // namespace orrery::states
