#pragma once
// What SendMessage and SendMessageBatch have in common.
#include "services/sqs/sqs.h"

namespace orrery::sqs {

// A message that has been checked and only needs to be put on the shelf.
struct Draft {
  Message message;
  Instant visible_at;
  std::string attributes_md5, system_attributes_md5;
  std::size_t size = 0;  // of body and attributes
};

// Reads one message of a request. Refuses in AWS's words.
Draft read_draft(Sqs& sqs, const Queue& queue, const Input& entry);
// Refuses a message a FIFO queue cannot take, or members that only a FIFO queue takes.
void check_group(const Queue& queue, const Input& entry);
// Puts it on the shelf, unless the queue has seen its deduplication id: then the first one's answer is given
// again.
json::object send(Sqs& sqs, const Queue& queue, Shelf& shelf, Draft draft);

}  // namespace orrery::sqs
