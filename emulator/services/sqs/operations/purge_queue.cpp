// The queue goes on under a new number, so that emptying it costs the same however full it was.
#include "services/sqs/operations/operations.h"

namespace orrery::sqs {
namespace {

constexpr std::int64_t between_purges_ms = 60'000;

}  // namespace

json::object purge_queue(Sqs& sqs, const Input& input) {
  Queue queue = sqs.queue_at(input);
  const std::int64_t now_ms = epoch_milliseconds(sqs.clock.now());
  if (queue.purged_ms != 0 && now_ms < queue.purged_ms + between_purges_ms) {
    throw AwsError("PurgeQueueInProgress",
                   "Only one PurgeQueue operation on " + queue.name + " is allowed every 60 seconds.", 403);
  }
  const std::uint64_t emptied = queue.number;
  queue.number = sqs.queues.next_number();
  queue.purged_ms = now_ms;
  continue_numbering(sqs.store, emptied, queue.number);
  sqs.queues.save(queue);
  sqs.drop_messages(emptied);
  return {};
}

}  // namespace orrery::sqs
