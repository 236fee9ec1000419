#include "services/states/requests/routing.h"

namespace orrery::states {

json::object describe_state_machine_alias(States& states, const Input& input) {
  const MachineArn arn = read_machine_arn(input.text("stateMachineAliasArn"));
  json::object answer = alias_record(states, input.context, arn);
  if (find_text(answer, "description") == "") answer.erase("description");
  answer.emplace("updateDate", answer.at("creationDate"));
  return answer;
}

}  // namespace orrery::states
