#include "core/digest.h"
#include "services/sqs/move_tasks.h"
#include "services/sqs/operations/operations.h"

namespace orrery::sqs {

json::object cancel_message_move_task(Sqs& sqs, const Input& input) {
  const auto handle = input.maybe_text("TaskHandle");
  if (!handle) throw missing("TaskHandle");
  const auto text = from_base64(*handle);
  const auto value = text ? parse_json(*text) : std::nullopt;
  const auto* members = value ? value->if_object() : nullptr;
  const auto id = members ? find_text(*members, "taskId") : std::nullopt;
  const auto source = members ? find_text(*members, "sourceArn") : std::nullopt;
  if (!id || !source) throw invalid_value("Value for parameter TaskHandle is invalid.");
  if (!sqs.queues.find(*source)) throw no_such_resource("SourceArn");
  for (MoveTask& task : sqs.move_tasks.of(*source)) {
    if (task.id != *id) continue;
    if (!task.running())
      throw AwsError("ResourceNotFoundException", "Only active tasks can be cancelled.", 404);
    task.status = "CANCELLED";
    sqs.move_tasks.save(task);
    return {{"ApproximateNumberOfMessagesMoved", task.moved}};
  }
  throw AwsError("ResourceNotFoundException", "Task does not exist.", 404);
}

}  // namespace orrery::sqs
