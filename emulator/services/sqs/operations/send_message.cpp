#include "services/sqs/operations/operations.h"
#include "services/sqs/sending.h"

namespace orrery::sqs {

json::object send_message(Sqs& sqs, const Input& input) {
  const Queue queue = sqs.queue_at(input);
  check_group(queue, input);
  Draft draft = read_draft(sqs, queue, input);
  Shelf shelf = sqs.shelf(queue);
  json::object answer = send(sqs, queue, shelf, std::move(draft));
  sqs.waiting.stir(queue);
  return answer;
}

}  // namespace orrery::sqs
