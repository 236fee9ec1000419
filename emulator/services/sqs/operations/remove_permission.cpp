#include "services/sqs/operations/operations.h"
#include "services/sqs/policy.h"

namespace orrery::sqs {

json::object remove_permission(Sqs& sqs, const Input& input) {
  Queue queue = sqs.queue_at(input);
  const auto label = input.maybe_text("Label");
  if (!label) throw missing("Label");
  Policy policy(queue);
  const auto statement = policy.find(*label);
  if (statement == policy.statements().end()) throw invalid_parameter(*label, "Label", "can't find label.");
  policy.statements().erase(statement);
  policy.save(queue);
  sqs.queues.save(queue);
  return {};
}

}  // namespace orrery::sqs
