#include "services/sqs/attributes.h"
#include "services/sqs/operations/operations.h"

namespace orrery::sqs {

json::object get_queue_attributes(Sqs& sqs, const Input& input) {
  const Queue queue = sqs.queue_at(input);
  const auto* names = input.maybe_list("AttributeNames");
  if (names == nullptr || names->empty()) return {};
  Shelf shelf = sqs.shelf(queue);
  shelf.expire();
  json::object attributes = show_attributes(queue, shelf.counts(), *names);
  return {{"Attributes", std::move(attributes)}};
}

}  // namespace orrery::sqs
