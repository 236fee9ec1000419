#include "services/sqs/receipts_in_use.h"

#include "services/sqs/receipt.h"

namespace orrery::sqs {
namespace {

constexpr std::int64_t longest_hidden_s = 43'200;

std::string_view handle_of(const Input& entry) {
  const auto handle = entry.maybe_text("ReceiptHandle");
  if (!handle) throw missing("ReceiptHandle");
  return *handle;
}

}  // namespace

void delete_by_receipt(Sqs& sqs, const Queue& queue, const Input& entry) {
  const std::string_view handle = handle_of(entry);
  const Receipt receipt = read_receipt(queue, handle);
  if (receipt.queue_number != queue.number) return;
  Shelf shelf = sqs.shelf(queue);
  const auto flying = shelf.in_flight(receipt.message);
  if (queue.fifo()) {
    if (!shelf.has(receipt.message)) return;
    if (!flying || flying->receives != receipt.receives) {
      throw invalid_parameter(handle, "ReceiptHandle", "The receipt handle has expired.");
    }
  } else if (flying && flying->receives != receipt.receives) {
    return;
  }
  if (const auto message = shelf.reclaim(receipt.message)) {
    shelf.remove(*message);
    sqs.waiting.stir(queue);
  }
}

void change_by_receipt(Sqs& sqs, const Queue& queue, const Input& entry) {
  const std::string_view handle = handle_of(entry);
  const auto seconds = entry.maybe_number("VisibilityTimeout");
  if (!seconds) throw missing("VisibilityTimeout");
  if (*seconds < 0 || *seconds > longest_hidden_s) {
    throw invalid_parameter(std::to_string(*seconds), "VisibilityTimeout", "Must be between 0 and 43200.");
  }
  const Receipt receipt = read_receipt(queue, handle);
  const auto gone = [&] {
    return invalid_parameter(handle, "ReceiptHandle",
                             "Message does not exist or is not available for visibility timeout change.");
  };
  if (receipt.queue_number != queue.number) throw gone();
  Shelf shelf = sqs.shelf(queue);
  const auto flying = shelf.in_flight(receipt.message);
  if (!flying) {
    // AWS answers well for a message that is visible again on a standard queue, and leaves it visible.
    if (queue.fifo() || !shelf.has(receipt.message)) throw gone();
    return;
  }
  // A standard queue takes any receipt of the message, also an earlier one.
  if (queue.fifo() && flying->receives != receipt.receives) throw gone();
  const Instant now = sqs.clock.now();
  const std::int64_t hidden_so_far_s = (epoch_milliseconds(now) - flying->received_ms) / 1000;
  if (hidden_so_far_s + *seconds > longest_hidden_s) {
    throw invalid_parameter(std::to_string(*seconds), "VisibilityTimeout",
                            "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]");
  }
  const Entry message = shelf.reclaim(receipt.message).value();
  if (*seconds == 0) {
    shelf.put_back(message);
    sqs.waiting.stir(queue);
  } else {
    shelf.hide(message, now + std::chrono::seconds(*seconds));
  }
}

}  // namespace orrery::sqs
