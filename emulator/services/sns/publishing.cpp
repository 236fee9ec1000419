#include "services/sns/publishing.h"

#include "core/digest.h"
#include "services/sns/filter.h"
#include "services/sns/message_attributes.h"
#include "services/sns/subscription_attributes.h"

namespace orrery::sns {
namespace {

struct Notification {
  std::string id, subject, message, group, deduplication, sequence;
  std::optional<json::object> by_protocol;  // where MessageStructure is json
  json::object attributes;

  std::string text_for(std::string_view protocol) const {
    if (!by_protocol) return message;
    const auto own = find_text(*by_protocol, protocol);
    return std::string(own ? *own : find_text(*by_protocol, "default").value_or(""));
  }
};

Notification read(const Topic& topic, const Input& entry, const std::string& at) {
  Notification it;
  it.message = entry.text("Message");
  it.subject = entry.maybe_text("Subject").value_or("");
  if (it.subject.size() > 100 || (it.subject.empty() && entry.has("Subject"))) throw invalid("Subject");
  if (it.message.empty()) throw invalid("Empty message");
  if (const auto* attributes = entry.maybe_object("MessageAttributes")) it.attributes = *attributes;
  check_message_attributes(it.attributes, at);
  if (message_size(entry) > most_bytes) throw invalid("Message too long");
  if (const auto structure = entry.maybe_text("MessageStructure"); structure && *structure == "json") {
    const auto parsed = parse_json(it.message);
    if (!parsed || !parsed->is_object())
      throw invalid("Message Structure - JSON message body failed to parse");
    if (!find_text(parsed->get_object(), "default"))
      throw invalid("Message Structure - No default entry in JSON message body");
    it.by_protocol = parsed->get_object();
  }
  const auto group = entry.maybe_text("MessageGroupId");
  const auto deduplication = entry.maybe_text("MessageDeduplicationId");
  it.group = group.value_or("");
  if (!topic.fifo()) {
    if (deduplication) {
      throw invalid(
          "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not "
          "valid for this topic type");
    }
    return it;
  }
  if (!group) throw invalid("The MessageGroupId parameter is required for FIFO topics");
  if (!deduplication && topic.attribute("ContentBasedDeduplication") != "true") {
    throw invalid(
        "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided "
        "explicitly");
  }
  it.deduplication = deduplication ? std::string(*deduplication) : to_hex(sha256(it.message));
  return it;
}

// {name: {Type, Value}}, as subscribers see attributes.
json::object shown_attributes(const json::object& attributes) {
  json::object shown;
  for (const auto& [name, value] : attributes) {
    const auto* attribute = value.if_object();
    if (attribute == nullptr) continue;
    const auto text = find_text(*attribute, "StringValue");
    shown[name] = {{"Type", boost_view(find_text(*attribute, "DataType").value_or("String"))},
                   {"Value", boost_view(text ? *text : find_text(*attribute, "BinaryValue").value_or(""))}};
  }
  return shown;
}

json::object envelope(Sns& sns, const Topic& topic, const Subscription& subscription, const Notification& it,
                      std::string_view protocol) {
  json::object shown{{"Type", "Notification"}, {"MessageId", it.id}};
  if (!it.sequence.empty()) shown["SequenceNumber"] = it.sequence;
  shown["TopicArn"] = topic.arn;
  if (!it.subject.empty()) shown["Subject"] = it.subject;
  shown["Message"] = it.text_for(protocol);
  shown["Timestamp"] = iso_time(sns.clock.now());
  const std::string region = parse_arn(topic.arn)->region, host = "https://sns." + region + ".amazonaws.com/";
  const bool lambda = protocol == "lambda";
  if (!topic.fifo()) {
    shown["SignatureVersion"] = "1";
    shown["Signature"] = to_base64(sha256(it.id + it.message));
    shown[lambda ? "SigningCertUrl" : "SigningCertURL"] = host + "SimpleNotificationService-orrery.pem";
  }
  shown[lambda ? "UnsubscribeUrl" : "UnsubscribeURL"] =
      host + "?Action=Unsubscribe&SubscriptionArn=" + subscription.arn;
  if (json::object attributes = shown_attributes(it.attributes); !attributes.empty() || lambda) {
    shown["MessageAttributes"] = std::move(attributes);
  }
  if (lambda && it.subject.empty()) shown["Subject"] = nullptr;
  return shown;
}

bool wants(const Subscription& subscription, const Notification& it) {
  const std::string_view text = subscription.attribute("FilterPolicy");
  const auto policy = text.empty() ? std::nullopt : parse_json(text);
  if (!policy || !policy->is_object()) return true;
  if (subscription.attribute("FilterPolicyScope") != "MessageBody") {
    return wants_attributes(policy->get_object(), it.attributes);
  }
  const auto body = parse_json(it.message);
  return body && body->is_object() && wants_body(policy->get_object(), body->get_object());
}

json::object queue_message(const std::string& queue_arn, std::string body, const Topic& topic,
                           const Notification& it) {
  const Arn arn = parse_arn(queue_arn).value();
  json::object message{{"QueueUrl", "/" + arn.account + "/" + arn.resource},
                       {"MessageBody", std::move(body)}};
  if (topic.fifo()) {
    message["MessageGroupId"] = it.group;
    if (queue_arn.ends_with(".fifo")) message["MessageDeduplicationId"] = it.deduplication;
  } else if (!it.group.empty()) {
    message["MessageGroupId"] = it.group;
  }
  return message;
}

Context context_of(const Context& caller, const std::string& arn_text) {
  const Arn arn = parse_arn(arn_text).value();
  Context context = caller;
  context.account = arn.account;
  context.region = arn.region;
  context.caller = "sns";
  return context;
}

// A message that cannot be delivered goes to the subscription's dead-letter queue, if it has one.
Reply on_failure(Sns& sns, const Context& context, const Topic& topic, const Subscription& subscription,
                 const Notification& it, const std::string& body) {
  const auto policy = parse_json(subscription.attribute("RedrivePolicy"));
  const auto target =
      policy && policy->is_object() ? find_text(policy->get_object(), "deadLetterTargetArn") : std::nullopt;
  if (!target || !parse_arn(*target)) return Reply([](const Result&) {});
  const std::string arn(*target);
  return Reply([&sns, context = context_of(context, arn),
                message = queue_message(arn, body, topic, it)](const Result& result) {
    if (!std::holds_alternative<AwsError>(result)) return;
    sns.caller.call("sqs", "SendMessage", context, message, Reply([](const Result&) {}));
  });
}

void deliver(Sns& sns, const Context& context, const Topic& topic, const Subscription& subscription,
             const Notification& it) {
  const Context owner = context_of(context, subscription.endpoint);
  if (subscription.protocol == "lambda") {
    json::array records;
    records.push_back({{"EventSource", "aws:sns"},
                       {"EventVersion", "1.0"},
                       {"EventSubscriptionArn", subscription.arn},
                       {"Sns", envelope(sns, topic, subscription, it, "lambda")}});
    std::string event = to_text(json::object{{"Records", std::move(records)}});
    sns.caller.call(
        "lambda", "Invoke", owner,
        {{"FunctionName", subscription.endpoint}, {"InvocationType", "Event"}, {"Payload", event}},
        on_failure(sns, context, topic, subscription, it, event));
    return;
  }
  const bool raw = subscription.attribute("RawMessageDelivery") == "true";
  std::string body = raw ? it.text_for("sqs") : to_text(envelope(sns, topic, subscription, it, "sqs"));
  json::object message = queue_message(subscription.endpoint, body, topic, it);
  if (raw && !it.attributes.empty()) message["MessageAttributes"] = it.attributes;
  sns.caller.call("sqs", "SendMessage", owner, std::move(message),
                  on_failure(sns, context, topic, subscription, it, body));
}

}  // namespace

std::size_t message_size(const Input& entry) {
  const auto* attributes = entry.maybe_object("MessageAttributes");
  return entry.text("Message").size() + (attributes ? size_of_attributes(*attributes) : 0);
}

void check_message(const Topic& topic, const Input& entry, const std::string& at) { read(topic, entry, at); }

json::object publish_one(Sns& sns, Topic& topic, const Input& entry) {
  Notification it = read(topic, entry, "messageAttributes");
  it.id = sns.entropy.uuid();
  json::object answer{{"MessageId", it.id}};
  if (topic.fifo()) {
    std::string number = std::to_string(++topic.published);
    it.sequence = "1" + std::string(19 - number.size(), '0') + number;
    answer["SequenceNumber"] = it.sequence;
    sns.topics.save(topic);
  }
  for (const Subscription& subscription : sns.topics.subscriptions(topic.arn)) {
    if (!is_pending(subscription) && wants(subscription, it))
      deliver(sns, entry.context, topic, subscription, it);
  }
  return answer;
}

}  // namespace orrery::sns
