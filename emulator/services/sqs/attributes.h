#pragma once
// The attributes of queues: which there are, what they may be, how they are shown.
#include "services/sqs/queue.h"
#include "services/sqs/shelf.h"

namespace orrery::sqs {

enum class Making { new_queue, existing_queue };

// Sets what is given, or refuses in AWS's words. An empty policy is taken away.
void set_attributes(const Queues& queues, Queue& queue, const json::object& given, Making making);

// What GetQueueAttributes answers for `names`; refuses one that does not exist.
json::object show_attributes(const Queue& queue, const Counts& counts, const json::array& names);

}  // namespace orrery::sqs
