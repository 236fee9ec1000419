#include "services/sqs/operations/operations.h"
#include "services/sqs/tags.h"

namespace orrery::sqs {

json::object tag_queue(Sqs& sqs, const Input& input) {
  Queue queue = sqs.queue_at(input);
  const auto* tags = input.maybe_object("Tags");
  if (tags == nullptr || tags->empty()) throw missing("Tags");
  add_tags(queue, *tags);
  sqs.queues.save(queue);
  return {};
}

}  // namespace orrery::sqs
