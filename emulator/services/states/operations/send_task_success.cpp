#include "services/states/requests/task_token.h"

namespace orrery::states {

json::object send_task_success(States& states, const Input& input) {
  const std::string_view output = input.text("output");
  check_token(input);
  auto document = read_document(output);
  if (!document) throw AwsError("InvalidOutput", "Invalid Output: '" + unreadable(output) + "'");
  if (output.size() > data_limit_bytes) {
    throw AwsError(
        "ValidationException",
        "1 validation error detected: Value at 'output' failed to satisfy constraint: Member must have "
        "length less than or equal to 262144");
  }
  auto [run, integration] = task_of(states, input);
  states.engine.guarded(
      run, [&, task = run, what = integration] { task_succeeded(task, what, std::move(*document)); });
  return {};
}

}  // namespace orrery::states
