#include "services/sqs/operations/operations.h"

namespace orrery::sqs {

json::object get_queue_url(Sqs& sqs, const Input& input) {
  const auto name = input.maybe_text("QueueName");
  if (!name) throw missing("QueueName");
  const std::string_view owner = input.maybe_text("QueueOwnerAWSAccountId").value_or(input.context.account);
  const auto queue = sqs.queues.find(owner, input.context.region, *name);
  if (!queue) throw no_such_queue();
  return {{"QueueUrl", queue->url(input.context)}};
}

}  // namespace orrery::sqs
