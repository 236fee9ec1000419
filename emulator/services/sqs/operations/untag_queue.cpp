#include "services/sqs/operations/operations.h"

namespace orrery::sqs {

json::object untag_queue(Sqs& sqs, const Input& input) {
  Queue queue = sqs.queue_at(input);
  const auto* keys = input.maybe_list("TagKeys");
  if (keys == nullptr || keys->empty()) {
    throw AwsError("InvalidParameterValueException",
                   "Tag keys must be between 1 and 128 characters in length.");
  }
  for (const json::value& key : *keys) {
    if (key.is_string()) queue.tags.erase(key.get_string());
  }
  sqs.queues.save(queue);
  return {};
}

}  // namespace orrery::sqs
