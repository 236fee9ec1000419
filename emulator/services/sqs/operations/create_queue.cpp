#include "services/sqs/attributes.h"
#include "services/sqs/names.h"
#include "services/sqs/operations/operations.h"
#include "services/sqs/tags.h"

namespace orrery::sqs {
namespace {

void check_name(std::string_view name, bool fifo) {
  const std::string_view stem = fifo && name.ends_with(".fifo") ? name.substr(0, name.size() - 5) : name;
  const bool well_formed = is_name(stem) && name.size() <= longest_name;
  if (fifo && (!well_formed || stem == name)) {
    throw invalid_value(
        "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must "
        "end with "
        ".fifo suffix and be 1 to 80 in length.");
  }
  if (!well_formed) {
    throw invalid_value(
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
  }
}

// A queue that exists is answered again, where nothing that was asked for is different.
void check_same(const Queues& queues, const Queue& existing, const json::object& given) {
  Queue wanted = existing;
  set_attributes(queues, wanted, given, Making::new_queue);
  for (const auto& [key, value] : given) {
    const std::string_view name(key.data(), key.size());
    if (wanted.attribute(name) != existing.attribute(name)) {
      throw AwsError("QueueNameExists",
                     "A queue already exists with the same name and a different value for attribute " +
                         std::string(name));
    }
  }
}

}  // namespace

json::object create_queue(Sqs& sqs, const Input& input) {
  static const json::object nothing;
  const auto name = input.maybe_text("QueueName");
  if (!name) throw missing("QueueName");
  const auto* attributes = input.maybe_object("Attributes");
  const json::object& given = attributes != nullptr ? *attributes : nothing;
  const auto* kind = find(given, "FifoQueue");
  check_name(*name, kind != nullptr && (*kind == "true" || *kind == true));

  const Context& context = input.context;
  if (const auto existing = sqs.queues.find(context.account, context.region, *name)) {
    check_same(sqs.queues, *existing, given);
    return {{"QueueUrl", existing->url(context)}};
  }
  const Instant now = sqs.clock.now();
  const auto deleted = sqs.queues.deleted(context.account, context.region, *name);
  if (deleted && now < *deleted + sqs.name_rest) {
    throw AwsError(
        "QueueDeletedRecently",
        "You must wait 60 seconds after deleting a queue before you can create another with the same name.");
  }
  Queue queue;
  queue.account = context.account;
  queue.region = context.region;
  queue.name = *name;
  queue.created_s = queue.modified_s = epoch_seconds(now);
  set_attributes(sqs.queues, queue, given, Making::new_queue);
  // The Query protocol spells the tags of CreateQueue like those of TagQueue.
  for (const char* member : {"tags", "Tags"}) {
    if (const auto* tags = input.maybe_object(member)) add_tags(queue, *tags);
  }
  queue.id = sqs.queues.next_number();
  queue.number = queue.id;
  sqs.queues.save(queue);
  return {{"QueueUrl", queue.url(context)}};
}

}  // namespace orrery::sqs
