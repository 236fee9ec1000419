#pragma once
// What can be done with a receipt: the single operations and their batches share it.
#include "services/sqs/sqs.h"

namespace orrery::sqs {

// Deletes the message that `entry`'s ReceiptHandle names. One that is gone, or was received again since, is
// let be.
void delete_by_receipt(Sqs& sqs, const Queue& queue, const Input& entry);
// Hides it until VisibilityTimeout from now.
void change_by_receipt(Sqs& sqs, const Queue& queue, const Input& entry);

}  // namespace orrery::sqs
