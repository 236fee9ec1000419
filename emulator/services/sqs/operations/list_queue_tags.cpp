#include "services/sqs/operations/operations.h"

namespace orrery::sqs {

json::object list_queue_tags(Sqs& sqs, const Input& input) {
  const Queue queue = sqs.queue_at(input);
  return {{"Tags", queue.tags}};
}

}  // namespace orrery::sqs
