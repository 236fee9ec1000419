#include "core/arn.h"
#include "services/sqs/move_tasks.h"
#include "services/sqs/operations/operations.h"

namespace orrery::sqs {

json::object list_message_move_tasks(Sqs& sqs, const Input& input) {
  const auto source = input.maybe_text("SourceArn");
  if (!source) throw missing("SourceArn");
  const auto most = input.maybe_number("MaxResults").value_or(1);
  if (most < 1 || most > 10) {
    throw invalid_parameter(std::to_string(most), "MaxResults", "Must be between 1 and 10, if provided.");
  }
  if (!parse_arn(*source)) {
    throw invalid_value(
        "You must use this format to specify the SourceArn: "
        "arn:<partition>:<service>:<region>:<account-id>:<resource-id>");
  }
  if (!sqs.queues.find(*source)) throw no_such_resource("SourceArn");
  json::array results;
  for (const MoveTask& task : sqs.move_tasks.of(*source)) {
    if (results.size() == static_cast<std::size_t>(most)) break;
    json::object shown{{"Status", task.status},
                       {"SourceArn", task.source_arn},
                       {"ApproximateNumberOfMessagesMoved", task.moved},
                       {"ApproximateNumberOfMessagesToMove", task.to_move},
                       {"StartedTimestamp", task.started_ms}};
    if (task.running()) shown["TaskHandle"] = task.handle();
    if (!task.destination_arn.empty()) shown["DestinationArn"] = task.destination_arn;
    if (task.per_second > 0) shown["MaxNumberOfMessagesPerSecond"] = task.per_second;
    if (!task.failure.empty()) shown["FailureReason"] = task.failure;
    results.push_back(std::move(shown));
  }
  return {{"Results", std::move(results)}};
}

}  // namespace orrery::sqs
