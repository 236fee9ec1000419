#include "services/sqs/delivery.h"
#include "services/sqs/operations/operations.h"

namespace orrery::sqs {

void receive_message(Sqs& sqs, const Input& input, Reply reply) {
  const Queue queue = sqs.queue_at(input);
  Wish wish = read_wish(input);
  const auto wait_s =
      input.maybe_number("WaitTimeSeconds").value_or(queue.seconds("ReceiveMessageWaitTimeSeconds"));
  json::array messages;
  try {
    messages = deliver(sqs, queue, wish);
  } catch (const AwsError& error) {
    // Too many in flight: whoever polls long waits until there is room.
    if (error.code != "OverLimit" || wait_s == 0) throw;
  }
  if (!messages.empty()) return reply.ok({{"Messages", std::move(messages)}});
  if (wait_s == 0) return reply.ok({});
  sqs.waiting.park(queue, input.context, std::move(wish), std::chrono::seconds(wait_s), std::move(reply));
}

}  // namespace orrery::sqs
