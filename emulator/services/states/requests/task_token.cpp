#include "services/states/requests/task_token.h"

#include "core/digest.h"

namespace orrery::states {

std::pair<Run, Integration> task_of(States& states, const Input& input) {
  const std::string_view token = input.text("taskToken", 1, 2048);
  const auto bytes = from_base64(token);
  // Ours are 384 random bytes; what is not of that shape never was one.
  if (!bytes || bytes->size() != 384) throw AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
  const auto place = states.engine.records.find_token(token);
  auto run = place ? states.engine.waiting({place->serial, place->frame, place->run}) : std::nullopt;
  if (!run) throw AwsError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
  return {*run, *parse_integration(run->state().resource)};
}

}  // namespace orrery::states
