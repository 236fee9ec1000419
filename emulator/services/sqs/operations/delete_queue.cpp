#include "services/sqs/operations/operations.h"

namespace orrery::sqs {

json::object delete_queue(Sqs& sqs, const Input& input) {
  const Queue queue = sqs.queue_at(input);
  sqs.queues.erase(queue, sqs.clock.now());
  sqs.drop_messages(queue.number);
  sqs.drop_memories(queue.id);
  sqs.waiting.stir(queue);  // who waits will find it gone
  return {};
}

}  // namespace orrery::sqs
