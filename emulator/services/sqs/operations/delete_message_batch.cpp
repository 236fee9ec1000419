#include "services/sqs/batch.h"
#include "services/sqs/operations/operations.h"
#include "services/sqs/receipts_in_use.h"

namespace orrery::sqs {

json::object delete_message_batch(Sqs& sqs, const Input& input) {
  const Queue queue = sqs.queue_at(input);
  const json::array& entries = batch_entries(input, "DeleteMessageBatchRequestEntry");
  return run_batch(input, entries, [&](const Input& entry) {
    delete_by_receipt(sqs, queue, entry);
    return json::object();
  });
}

}  // namespace orrery::sqs
