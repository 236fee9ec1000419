#include "services/sqs/delivery.h"

#include "services/sqs/pack.h"
#include "services/sqs/receipt.h"
#include "services/sqs/recent.h"
#include "services/sqs/redrive.h"
#include "services/sqs/sqs.h"

namespace orrery::sqs {
namespace {

constexpr std::uint64_t most_in_flight = 120'000;
constexpr std::size_t most_set_aside = 1000;  // dead letters and expired ones passed in one call

constexpr std::string_view known_attributes[] = {
    "All",
    "SenderId",
    "SentTimestamp",
    "ApproximateReceiveCount",
    "ApproximateFirstReceiveTimestamp",
    "SequenceNumber",
    "MessageDeduplicationId",
    "MessageGroupId",
    "AWSTraceHeader",
    "DeadLetterQueueSourceArn",
};

std::vector<std::string> names(const Input& input, std::string_view member) {
  std::vector<std::string> found;
  if (const auto* list = input.maybe_list(member)) {
    for (const json::value& name : *list) {
      if (name.is_string()) found.emplace_back(view(name.get_string()));
    }
  }
  return found;
}

json::object system_attributes(const Wish& wish, const Queue& queue, const Entry& entry,
                               const Message& message) {
  const auto wanted = [&](std::string_view name) {
    return std::any_of(wish.attributes.begin(), wish.attributes.end(),
                       [&](const std::string& it) { return it == "All" || it == name; });
  };
  json::object attributes;
  const auto add = [&](std::string_view name, std::string value) {
    if (!value.empty() && wanted(name)) attributes[boost_view(name)] = std::move(value);
  };
  add("SenderId", message.sender);
  add("ApproximateFirstReceiveTimestamp", std::to_string(entry.state.first_received_ms));
  add("ApproximateReceiveCount", std::to_string(entry.state.receives));
  add("SentTimestamp", std::to_string(message.sent_ms));
  add("MessageGroupId", message.group);
  if (queue.fifo()) {
    add("SequenceNumber", sequence_number(entry.number));
    add("MessageDeduplicationId", message.deduplication);
  }
  if (message.shows_trace) add("AWSTraceHeader", message.trace);
  add("DeadLetterQueueSourceArn", message.dead_letter_source);
  return attributes;
}

bool chosen(const std::vector<std::string>& patterns, std::string_view name) {
  for (const std::string& pattern : patterns) {
    if (pattern == "All" || pattern == ".*" || pattern == name) return true;
    if (pattern.ends_with(".*") && name.starts_with(std::string_view(pattern).substr(0, pattern.size() - 2)))
      return true;
  }
  return false;
}

json::object show(const Wish& wish, const Queue& queue, const Entry& entry, const Message& message) {
  json::object shown{
      {"MessageId", message.id},
      {"ReceiptHandle", write_receipt({queue.id, queue.number, entry.number, entry.state.receives})},
      {"MD5OfBody", message.body_md5},
      {"Body", message.body},
  };
  if (json::object attributes = system_attributes(wish, queue, entry, message); !attributes.empty()) {
    shown["Attributes"] = std::move(attributes);
  }
  if (wish.shows_job) shown[boost_view(trace_of_job)] = message.trace;
  json::object attributes;
  for (const auto& [name, value] : message.attributes) {
    if (chosen(wish.message_attributes, std::string_view(name))) attributes[name] = value;
  }
  if (!attributes.empty()) {
    shown["MD5OfMessageAttributes"] = md5_of(attributes);
    shown["MessageAttributes"] = std::move(attributes);
  }
  return shown;
}

// Messages on their way to one receiver.
class Delivery {
 public:
  Delivery(Sqs& sqs, const Queue& queue, const Wish& wish)
      : sqs_(sqs),
        queue_(queue),
        wish_(wish),
        shelf_(sqs.shelf(queue)),
        redrive_(redrive_policy(queue)),
        now_(sqs.clock.now()),
        hidden_for_(std::chrono::seconds(wish.visibility_s.value_or(queue.seconds("VisibilityTimeout")))) {}

  json::array run() {
    const Shelf::Together together(shelf_);
    if (queue_.fifo() && !wish_.attempt.empty()) {
      if (json::array again = repeat(); !again.empty()) return again;
    }
    shelf_.expire();
    const std::size_t most = allowed();
    for (std::size_t aside = 0; given_.size() < most && aside < most_set_aside;) {
      const std::vector<Entry> entries = shelf_.take(most - given_.size());
      if (entries.empty()) break;
      for (const Entry& entry : entries) aside += give(entry) ? 0 : 1;
    }
    for (const Entry& entry : given_) {
      hidden_for_ > Duration::zero() ? shelf_.hide(entry, now_ + hidden_for_) : shelf_.put_back(entry);
    }
    if (queue_.fifo() && !wish_.attempt.empty() && !given_.empty()) remember();
    return std::move(shown_);
  }

 private:
  // How many may be handed out before too many are in flight.
  std::size_t allowed() const {
    const std::uint64_t in_flight = shelf_.counts().in_flight;
    if (in_flight < most_in_flight) return std::min<std::size_t>(wish_.most, most_in_flight - in_flight);
    if (queue_.fifo()) return 0;
    throw AwsError("OverLimit", "Too many messages in flight for the queue " + queue_.name + ".", 403);
  }

  // Says whether the message went to the receiver.
  bool give(Entry entry) {
    const Message message = shelf_.read(entry.number);
    const std::int64_t now_ms = epoch_milliseconds(now_);
    if (message.sent_ms + queue_.seconds("MessageRetentionPeriod") * 1000 <= now_ms) {
      shelf_.remove(entry);
      return false;
    }
    if (redrive_ && entry.state.receives >= redrive_->max_receives && to_dead_letters(entry, message))
      return false;
    ++entry.state.receives;
    entry.state.received_ms = now_ms;
    if (entry.state.first_received_ms == 0) entry.state.first_received_ms = now_ms;
    shown_.push_back(show(wish_, queue_, entry, message));
    given_.push_back(std::move(entry));
    return true;
  }

  // A dead letter keeps its id and, on standard queues, its age.
  bool to_dead_letters(const Entry& entry, Message message) {
    const auto target = sqs_.queues.find(redrive_->target_arn);
    if (!target || target->id == queue_.id) return false;
    message.dead_letter_source = queue_.arn();
    if (queue_.fifo()) message.sent_ms = epoch_milliseconds(now_);
    sqs_.shelf(*target).add(message, now_, entry.state);
    shelf_.remove(entry);
    sqs_.waiting.stir(*target);
    return true;
  }

  // The same receive attempt again: the same messages, where nothing has happened to any of them since.
  json::array repeat() {
    Recent attempts(sqs_.store, "attempt", queue_.id);
    const auto known = attempts.find(wish_.attempt, now_);
    if (!known) return {};
    Unpacker fields(*known);
    const std::uint64_t queue_number = fields.number();
    std::vector<std::pair<std::uint64_t, std::uint64_t>> handed(static_cast<std::size_t>(fields.number()));
    for (auto& [number, receives] : handed) {
      number = fields.number();
      receives = fields.number();
      const auto state = queue_number == queue_.number ? shelf_.in_flight(number) : std::nullopt;
      if (!state || state->receives != receives) return {};
    }
    json::array again;
    for (const auto& [number, receives] : handed) {
      const Entry entry = shelf_.reclaim(number).value();
      again.push_back(show(wish_, queue_, entry, shelf_.read(number)));
      shelf_.hide(entry, now_ + hidden_for_);
    }
    return again;
  }

  void remember() {
    Packer fields;
    fields.number(queue_.number).number(given_.size());
    for (const Entry& entry : given_) fields.number(entry.number).number(entry.state.receives);
    Recent(sqs_.store, "attempt", queue_.id).remember(wish_.attempt, fields, now_);
  }

  Sqs& sqs_;
  const Queue& queue_;
  const Wish& wish_;
  Shelf shelf_;
  std::optional<RedrivePolicy> redrive_;
  Instant now_;
  Duration hidden_for_;
  std::vector<Entry> given_;
  json::array shown_;
};

}  // namespace

Wish read_wish(const Input& input) {
  const auto bounded = [&](std::string_view member, std::int64_t min, std::int64_t max,
                           std::string_view reason) {
    const auto number = input.maybe_number(member);
    if (number && (*number < min || *number > max))
      throw invalid_parameter(std::to_string(*number), member, reason);
    return number;
  };
  Wish wish;
  wish.most = static_cast<std::size_t>(
      bounded("MaxNumberOfMessages", 1, 10, "Must be between 1 and 10, if provided.").value_or(1));
  wish.visibility_s = bounded("VisibilityTimeout", 0, 43'200, "Must be between 0 and 43200, if provided.");
  bounded("WaitTimeSeconds", 0, 20, "Must be >= 0 and <= 20, if provided.");
  wish.attributes = names(input, "AttributeNames");
  for (std::string& name : names(input, "MessageSystemAttributeNames"))
    wish.attributes.push_back(std::move(name));
  for (const std::string& name : wish.attributes) {
    if (std::find(std::begin(known_attributes), std::end(known_attributes), name) ==
        std::end(known_attributes)) {
      throw unknown_attribute(name);
    }
  }
  wish.message_attributes = names(input, "MessageAttributeNames");
  wish.attempt = input.maybe_text("ReceiveRequestAttemptId").value_or("");
  wish.shows_job = input.context.caller == "lambda";
  return wish;
}

json::array deliver(Sqs& sqs, const Queue& queue, const Wish& wish) {
  return Delivery(sqs, queue, wish).run();
}

}  // namespace orrery::sqs
