#include "services/sqs/attributes.h"
#include "services/sqs/operations/operations.h"

namespace orrery::sqs {

json::object set_queue_attributes(Sqs& sqs, const Input& input) {
  Queue queue = sqs.queue_at(input);
  const auto* given = input.maybe_object("Attributes");
  if (given == nullptr) throw missing("Attributes");
  set_attributes(sqs.queues, queue, *given, Making::existing_queue);
  queue.modified_s = epoch_seconds(sqs.clock.now());
  sqs.queues.save(queue);
  if (given->contains("MessageRetentionPeriod")) sqs.shelf(queue).retention_changed();
  return {};
}

}  // namespace orrery::sqs
