#include "services/states/requests/task_token.h"

namespace orrery::states {

namespace {

AwsError invalid_token() { return {"InvalidToken", "Invalid Token: 'Invalid token'"}; }

}  // namespace

void check_token(const Input& input) {
  if (!activity_of_token(input.text("taskToken", 1, 2048))) throw invalid_token();
}

std::pair<Run, Integration> task_of(States& states, const Input& input) {
  check_token(input);
  const std::string_view token = input.text("taskToken");
  const auto place = states.engine.records.find_token(token);
  auto run = place ? states.engine.waiting({place->serial, place->frame, place->run}) : std::nullopt;
  if (!run) {
    const std::string activity = *activity_of_token(token);
    throw AwsError(
        "TaskTimedOut",
        "Task Timed Out: '" + (activity.empty() ? "Provided task does not exist anymore" : activity) + "'");
  }
  const Context& home = run->execution.context;
  if (home.account != input.context.account || home.region != input.context.region) throw invalid_token();
  return {*run, *parse_integration(run->state().resource)};
}

}  // namespace orrery::states
