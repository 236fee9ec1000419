#include "services/sqs/batch.h"
#include "services/sqs/operations/operations.h"
#include "services/sqs/receipts_in_use.h"

namespace orrery::sqs {

json::object change_message_visibility_batch(Sqs& sqs, const Input& input) {
  const Queue queue = sqs.queue_at(input);
  const json::array& entries = batch_entries(input, "ChangeMessageVisibilityBatchRequestEntry");
  return run_batch(input, entries, [&](const Input& entry) {
    change_by_receipt(sqs, queue, entry);
    return json::object();
  });
}

}  // namespace orrery::sqs
