#include "services/states/requests/task_token.h"

namespace orrery::states {

json::object send_task_success(States& states, const Input& input) {
  const std::string_view output = input.text("output");
  check_data_length("output", output);
  check_token(input);
  auto document = read_document(output);
  if (!document) throw AwsError("InvalidOutput", "Invalid Output: '" + unreadable(output) + "'");
  auto [run, integration] = task_of(states, input);
  states.engine.guarded(
      run, [&, task = run, what = integration] { task_succeeded(task, what, std::move(*document)); });
  return {};
}

}  // namespace orrery::states
