// Topics, subscriptions and policies.
#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/resources/resource_type.h"

namespace orrery::cloudformation {
namespace {

constexpr const char* topic_attributes[] = {"DisplayName", "KmsMasterKeyId", "ContentBasedDeduplication",
                                            "SignatureVersion", "TracingConfig"};
constexpr const char* subscription_attributes[] = {"FilterPolicy",       "FilterPolicyScope",
                                                   "RawMessageDelivery", "DeliveryPolicy",
                                                   "RedrivePolicy",      "SubscriptionRoleArn"};

Work create_topic(Step& step) {
  const bool fifo = step.text("FifoTopic") == "true";
  std::string name = step.name("TopicName", 250);
  if (fifo && !step.has("TopicName")) name += ".fifo";
  json::object attributes;
  if (fifo) attributes["FifoTopic"] = "true";
  for (const char* attribute : topic_attributes)
    if (step.has(attribute)) attributes[attribute] = step.text(attribute);
  json::object input{{"Name", name}, {"Attributes", std::move(attributes)}};
  if (json::array tags = tag_list(step); !tags.empty()) input["Tags"] = std::move(tags);
  const json::object made = co_await step.call("sns", "CreateTopic", std::move(input));
  step.physical = find_text(made, "TopicArn").value_or("");
  step.attributes = {{"TopicArn", step.physical}, {"TopicName", name}};
  const json::array* subscriptions = step.list("Subscription");
  if (!subscriptions) co_return;
  for (const json::value& item : *subscriptions) {
    json::object subscribe{{"TopicArn", step.physical}};
    if (const auto* one = item.if_object()) copy(*one, subscribe, {"Protocol", "Endpoint"});
    co_await step.call("sns", "Subscribe", std::move(subscribe));
  }
}

Work update_topic(Step& step) {
  for (const char* attribute : topic_attributes) {
    if (!step.changed(attribute)) continue;
    json::object input{
        {"TopicArn", step.physical}, {"AttributeName", attribute}, {"AttributeValue", step.text(attribute)}};
    co_await step.call("sns", "SetTopicAttributes", std::move(input));
  }
}

Work remove_topic(Step& step) {
  json::object input{{"TopicArn", step.physical}};
  co_await step.remove("sns", "DeleteTopic", std::move(input));
}

Work create_subscription(Step& step) {
  json::object input{{"ReturnSubscriptionArn", "true"}};
  copy(step.properties, input, {"TopicArn", "Protocol", "Endpoint"});
  json::object attributes;
  for (const char* attribute : subscription_attributes)
    if (step.has(attribute)) attributes[attribute] = step.text(attribute);
  if (!attributes.empty()) input["Attributes"] = std::move(attributes);
  const json::object made = co_await step.call("sns", "Subscribe", std::move(input));
  step.physical = find_text(made, "SubscriptionArn").value_or("");
  step.attributes = {{"Arn", step.physical}};
}

Work update_subscription(Step& step) {
  for (const char* attribute : subscription_attributes) {
    if (!step.changed(attribute)) continue;
    json::object input{{"SubscriptionArn", step.physical},
                       {"AttributeName", attribute},
                       {"AttributeValue", step.text(attribute)}};
    co_await step.call("sns", "SetSubscriptionAttributes", std::move(input));
  }
}

Work remove_subscription(Step& step) {
  json::object input{{"SubscriptionArn", step.physical}};
  co_await step.remove("sns", "Unsubscribe", std::move(input));
}

Work put_topic_policy(Step& step) {
  const json::array* topics = step.list("Topics");
  if (topics) {
    for (const json::value& topic : *topics) {
      json::object input{
          {"TopicArn", topic}, {"AttributeName", "Policy"}, {"AttributeValue", step.text("PolicyDocument")}};
      co_await step.call("sns", "SetTopicAttributes", std::move(input));
    }
  }
  if (step.physical.empty()) step.physical = step.name("", 128);
}

// A topic's policy goes with the topic.
Work remove_topic_policy(Step&) { co_return; }

Work put_topic_inline_policy(Step& step) {
  json::object input{{"TopicArn", step.text("TopicArn")},
                     {"AttributeName", "Policy"},
                     {"AttributeValue", step.text("PolicyDocument")}};
  co_await step.call("sns", "SetTopicAttributes", std::move(input));
  if (step.physical.empty()) step.physical = step.text("TopicArn");
}

constexpr std::string_view inline_topic_policy_replacing[] = {"TopicArn"};
constexpr std::string_view topic_replacing[] = {"TopicName", "FifoTopic", "Subscription"};
constexpr std::string_view subscription_replacing[] = {"TopicArn", "Protocol", "Endpoint"};

constexpr ResourceType sns_table[] = {
    {"AWS::SNS::Topic", "TopicName", topic_replacing, create_topic, update_topic, remove_topic},
    {"AWS::SNS::Subscription", "", subscription_replacing, create_subscription, update_subscription,
     remove_subscription},
    {"AWS::SNS::TopicInlinePolicy", "", inline_topic_policy_replacing, put_topic_inline_policy,
     put_topic_inline_policy, remove_topic_policy},
    {"AWS::SNS::TopicPolicy", "", {}, put_topic_policy, put_topic_policy, remove_topic_policy},
};

}  // namespace

std::span<const ResourceType> sns_types() { return sns_table; }

}  // namespace orrery::cloudformation
