#include "services/sqs/operations/operations.h"
#include "services/sqs/receipts_in_use.h"

namespace orrery::sqs {

json::object delete_message(Sqs& sqs, const Input& input) {
  delete_by_receipt(sqs, sqs.queue_at(input), input);
  return {};
}

}  // namespace orrery::sqs
