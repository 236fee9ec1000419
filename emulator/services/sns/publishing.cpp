#include "services/sns/publishing.h"

#include "core/event_pattern.h"
#include "services/sns/delivering.h"
#include "services/sns/filter.h"
#include "services/sns/message_attributes.h"

namespace orrery::sns {
namespace {

bool wants(const Subscription& subscription, const Notification& it) {
  const std::string_view text = subscription.attribute("FilterPolicy");
  const auto policy = text.empty() ? std::nullopt : parse_json(text);
  if (!policy || !policy->is_object()) return true;
  if (subscription.attribute("FilterPolicyScope") != "MessageBody") {
    return wants_attributes(policy->get_object(), it.attributes);
  }
  const auto body = parse_json(it.message);
  return body && body->is_object() && matches(policy->get_object(), body->get_object());
}

}  // namespace

std::size_t message_size(const Input& entry) {
  const auto* attributes = entry.maybe_object("MessageAttributes");
  return entry.text("Message").size() + (attributes ? size_of_attributes(*attributes) : 0);
}

void check_message(const Topic& topic, const Input& entry, const std::string& at) {
  read_notification(topic, entry, at);
}

json::object publish_one(Sns& sns, Topic& topic, const Input& entry) {
  Notification it = read_notification(topic, entry, "messageAttributes");
  it.id = sns.entropy.uuid();
  if (topic.fifo())
    if (auto before = sns.published.find(topic, it.scope(topic))) return *std::move(before);
  json::object answer{{"MessageId", it.id}};
  if (topic.fifo()) {
    std::string number = std::to_string(++topic.published);
    it.sequence = "1" + std::string(19 - number.size(), '0') + number;
    answer["SequenceNumber"] = it.sequence;
    sns.topics.save(topic);
    sns.published.add(topic, it.scope(topic), answer);
  }
  for (const Subscription& subscription : sns.topics.subscriptions(topic.arn)) {
    if (!subscription.pending && wants(subscription, it))
      deliver(sns, entry.context, topic, subscription, it);
  }
  return answer;
}

}  // namespace orrery::sns
