#include "services/sqs/operations/operations.h"
#include "services/sqs/redrive.h"

namespace orrery::sqs {
namespace {

bool is_dead_letter_queue(Sqs& sqs, const Queue& queue) {
  const Context owner{.account = queue.account, .region = queue.region};
  bool found = false;
  sqs.queues.each(owner, "", "", [&](const Queue& source) {
    const auto policy = redrive_policy(source);
    found = policy && policy->target_arn == queue.arn();
    return !found;
  });
  return found;
}

}  // namespace

json::object start_message_move_task(Sqs& sqs, const Input& input) {
  const auto source_arn = input.maybe_text("SourceArn");
  if (!source_arn) throw missing("SourceArn");
  const auto per_second = input.maybe_number("MaxNumberOfMessagesPerSecond");
  if (per_second && (*per_second < 1 || *per_second > 500)) {
    throw invalid_parameter(std::to_string(*per_second), "MaxNumberOfMessagesPerSecond",
                            "Must be between 1 and 500.");
  }
  const auto source = sqs.queues.find(*source_arn);
  if (!source) throw no_such_resource("SourceArn");
  const auto destination_arn = input.maybe_text("DestinationArn");
  if (destination_arn && !sqs.queues.find(*destination_arn)) throw no_such_resource("DestinationArn");
  if (!is_dead_letter_queue(sqs, *source)) {
    throw invalid_value("Source queue must be configured as a Dead Letter Queue.");
  }
  for (const MoveTask& task : sqs.move_tasks.of(*source_arn)) {
    if (task.running()) {
      throw invalid_value(
          "There is already a task running. Only one active task is allowed for a source queue arn at a "
          "given time.");
    }
  }
  MoveTask task;
  task.id = sqs.entropy.uuid();
  task.source_arn = *source_arn;
  task.destination_arn = destination_arn.value_or("");
  task.started_ms = epoch_milliseconds(sqs.clock.now());
  task.per_second = per_second.value_or(0);
  task.to_move = static_cast<std::int64_t>(sqs.shelf(*source).counts().waiting);
  std::string handle = task.handle();
  sqs.move_tasks.start(std::move(task));
  return {{"TaskHandle", std::move(handle)}};
}

}  // namespace orrery::sqs
