#include "services/sqs/operations/operations.h"
#include "services/sqs/receipts_in_use.h"

namespace orrery::sqs {

json::object change_message_visibility(Sqs& sqs, const Input& input) {
  change_by_receipt(sqs, sqs.queue_at(input), input);
  return {};
}

}  // namespace orrery::sqs
