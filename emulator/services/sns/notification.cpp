#include "services/sns/notification.h"

#include "core/digest.h"
#include "core/key.h"
#include "services/sns/message_attributes.h"
#include "services/sns/publishing.h"

namespace orrery::sns {
namespace {

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

}  // namespace

Notification read_notification(const Topic& topic, const Input& entry, const std::string& at) {
  Notification it;
  it.message = entry.text("Message");
  it.subject = entry.maybe_text("Subject").value_or("");
  const bool breaks = std::any_of(it.subject.begin(), it.subject.end(),
                                  [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
  if (it.subject.size() > 100 || breaks || (it.subject.empty() && entry.has("Subject")))
    throw invalid("Subject");
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

std::string Notification::text_for(std::string_view protocol) const {
  if (!by_protocol) return message;
  const auto own = find_text(*by_protocol, protocol);
  return std::string(own ? *own : find_text(*by_protocol, "default").value_or(""));
}

std::string Notification::scope(const Topic& topic) const {
  const bool per_group = topic.attribute("FifoThroughputScope") == "MessageGroup";
  return Key().text(per_group ? group : "").text(deduplication).bytes();
}

void sign(const Topic& topic, std::string_view protocol, json::object& shown) {
  const std::string version(topic.attribute("SignatureVersion"));
  shown["SignatureVersion"] = version.empty() ? "1" : version;
  shown["Signature"] = to_base64(sha256(to_text(shown)));
  shown[protocol == "lambda" ? "SigningCertUrl" : "SigningCertURL"] =
      "https://sns." + parse_arn(topic.arn)->region + ".amazonaws.com/SimpleNotificationService-orrery.pem";
}

json::object envelope(Sns& sns, const Topic& topic, const Subscription& subscription, const Notification& it,
                      std::string_view protocol) {
  json::object shown{{"Type", "Notification"}, {"MessageId", it.id}};
  if (!it.sequence.empty()) shown["SequenceNumber"] = it.sequence;
  shown["TopicArn"] = topic.arn;
  if (!it.subject.empty()) shown["Subject"] = it.subject;
  shown["Message"] = it.text_for(protocol);
  shown["Timestamp"] = iso_time(sns.clock.now());
  const bool lambda = protocol == "lambda";
  if (!topic.fifo()) sign(topic, protocol, shown);
  shown[lambda ? "UnsubscribeUrl" : "UnsubscribeURL"] =
      sns.endpoint + "/?Action=Unsubscribe&SubscriptionArn=" + subscription.arn;
  if (json::object attributes = shown_attributes(it.attributes); !attributes.empty() || lambda) {
    shown["MessageAttributes"] = std::move(attributes);
  }
  if (lambda && it.subject.empty()) shown["Subject"] = nullptr;
  return shown;
}

}  // namespace orrery::sns
