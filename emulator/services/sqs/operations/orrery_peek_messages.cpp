// Not an operation of AWS: looks into a queue, in the order the messages were sent, and changes nothing. It
// is what `orrery peek` prints.
#include "services/sqs/operations/operations.h"

namespace orrery::sqs {
namespace {

constexpr std::int64_t most_messages = 1000;

std::string_view word(Shelf::Place::Where where) {
  switch (where) {
    case Shelf::Place::Where::flight:
      return "InFlight";
    case Shelf::Place::Where::delayed:
      return "Delayed";
    case Shelf::Place::Where::line:
      return "Visible";
  }
  return {};
}

json::object show(const Shelf& shelf, std::uint64_t number, const Message& message) {
  const Shelf::Place place = shelf.place(number);
  json::object shown{{"MessageId", message.id},
                     {"Body", message.body},
                     {"SentTimestamp", message.sent_ms},
                     {"State", boost_view(word(place.where))}};
  if (place.visible_at) {
    shown["VisibleTimestamp"] = epoch_milliseconds(*place.visible_at);
    shown["ApproximateReceiveCount"] = place.state.receives;
  }
  if (!message.group.empty()) shown["MessageGroupId"] = message.group;
  if (message.shows_trace) shown["AWSTraceHeader"] = message.trace;
  if (!message.attributes.empty()) shown["MessageAttributes"] = message.attributes;
  return shown;
}

}  // namespace

json::object orrery_peek_messages(Sqs& sqs, const Input& input) {
  const Queue queue = sqs.queue_at(input);
  const auto most =
      static_cast<std::size_t>(input.maybe_number("MaxResults", 1, most_messages).value_or(100));
  const Key base = message_key(queue.number, "body");
  const auto from = static_cast<std::uint64_t>(input.maybe_number("NextToken", 0).value_or(0));
  const Shelf shelf = sqs.shelf(queue);
  json::object result;
  json::array messages;
  for (Cursor at = sqs.store.range(Key(base).number(from), prefix_end(base)); at.valid(); at.next()) {
    const std::uint64_t number = KeyReader(at.key().substr(base.bytes().size())).number();
    if (messages.size() == most) {
      result["NextToken"] = std::to_string(number);
      break;
    }
    messages.push_back(show(shelf, number, Message::decode(at.value())));
  }
  result["Messages"] = std::move(messages);
  return result;
}

}  // namespace orrery::sqs
