#include "services/sqs/batch.h"
#include "services/sqs/operations/operations.h"
#include "services/sqs/sending.h"

namespace orrery::sqs {
namespace {

constexpr std::size_t most_bytes = 1'048'576;

// All bodies and attributes together. Attributes that are malformed are their entry's own failure.
std::size_t size_of_batch(const json::array& entries) {
  std::size_t bytes = 0;
  for (const json::value& value : entries) {
    const json::object& entry = value.as_object();
    bytes += find_text(entry, "MessageBody").value_or("").size();
    const auto* attributes = find_object(entry, "MessageAttributes");
    if (attributes == nullptr) continue;
    try {
      check_message_attributes(*attributes);
      bytes += size_of(*attributes);
    } catch (const AwsError&) {
      continue;
    }
  }
  return bytes;
}

json::object send_all(Sqs& sqs, const Queue& queue, const Input& input, const json::array& entries) {
  Shelf shelf = sqs.shelf(queue);
  const Shelf::Together together(shelf);
  return run_batch(input, entries, [&](const Input& entry) {
    return send(sqs, queue, shelf, read_draft(sqs, queue, entry));
  });
}

}  // namespace

json::object send_message_batch(Sqs& sqs, const Input& input) {
  const Queue queue = sqs.queue_at(input);
  const json::array& entries = batch_entries(input, "SendMessageBatchRequestEntry");
  const std::size_t bytes = size_of_batch(entries);
  if (bytes > most_bytes) {
    throw AwsError("BatchRequestTooLong", "Batch requests cannot be longer than " +
                                              std::to_string(most_bytes) + " bytes. You have sent " +
                                              std::to_string(bytes) + " bytes.");
  }
  // What a queue type demands is demanded of the whole batch.
  for (const json::value& value : entries) {
    try {
      check_group(queue, Input(input.context, value.as_object(), refusals()));
    } catch (AwsError& error) {
      throw invalid_value(std::move(error.message));
    }
  }
  json::object result = send_all(sqs, queue, input, entries);
  sqs.waiting.stir(queue);
  return result;
}

}  // namespace orrery::sqs
