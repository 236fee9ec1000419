#include "services/states/requests/task_token.h"

namespace orrery::states {

std::pair<Run, Integration> task_of(States& states, const Input& input) {
  const std::string_view token = input.text("taskToken", 1, 2048);
  const auto activity = activity_of_token(token);
  if (!activity) throw AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
  const auto place = states.engine.records.find_token(token);
  auto run = place ? states.engine.waiting({place->serial, place->frame, place->run}) : std::nullopt;
  if (!run) {
    throw AwsError(
        "TaskTimedOut",
        "Task Timed Out: '" + (activity->empty() ? "Provided task does not exist anymore" : *activity) + "'");
  }
  return {*run, *parse_integration(run->state().resource)};
}

}  // namespace orrery::states
