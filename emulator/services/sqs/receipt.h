#pragma once
// Receipt handles: which message, as received the how manieth time.
#include <cstdint>
#include <string>
#include <string_view>

#include "services/sqs/queue.h"

namespace orrery::sqs {

struct Receipt {
  std::uint64_t queue_id = 0;
  std::uint64_t queue_number = 0;  // a purge makes all receipts from before it point to nothing
  std::uint64_t message = 0;
  std::uint64_t receives = 0;
};

std::string write_receipt(const Receipt& receipt);
// Refuses with ReceiptHandleIsInvalid what we did not hand out, or handed out for another queue.
Receipt read_receipt(const Queue& queue, std::string_view handle);

}  // namespace orrery::sqs
