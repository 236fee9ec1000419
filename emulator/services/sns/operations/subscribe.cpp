#include "core/digest.h"
#include "services/sns/delivering.h"
#include "services/sns/operations/operations.h"
#include "services/sns/phone_number.h"
#include "services/sns/subscription_attributes.h"

namespace orrery::sns {
namespace {

constexpr std::string_view protocols[] = {"http", "https",  "email",       "email-json", "sms",
                                          "sqs",  "lambda", "application", "firehose"};

void check_endpoint(std::string_view protocol, std::string_view endpoint, const Topic& topic) {
  if (std::find(std::begin(protocols), std::end(protocols), protocol) == std::end(protocols)) {
    throw invalid("Amazon SNS does not support this protocol string: " + std::string(protocol));
  }
  if (protocol.starts_with("http") && !endpoint.starts_with(std::string(protocol) + "://")) {
    throw invalid("Endpoint must match the specified protocol");
  }
  if (protocol.starts_with("email")) {
    if (endpoint.find('@') == std::string_view::npos) throw invalid("Email address");
    return;
  }
  if (protocol == "sms") {
    if (!is_phone_number(endpoint)) throw invalid("Invalid SMS endpoint: " + std::string(endpoint));
    if (topic.fifo()) throw invalid("Invalid protocol type: sms");
    return;
  }
  if (protocol == "http") {
    if (!parse_http_url(endpoint)) throw invalid("Endpoint must match the specified protocol");
    if (topic.fifo()) throw invalid("Invalid protocol type: http");
    return;
  }
  if (protocol != "sqs" && protocol != "lambda") {
    throw not_supported("sns:Subscribe with the protocol " + std::string(protocol));
  }
  const auto arn = parse_arn(endpoint);
  if (!arn || arn->service != protocol || arn->resource.empty()) {
    throw invalid(protocol == "sqs" ? "SQS endpoint ARN" : "Lambda endpoint ARN");
  }
  if (!topic.fifo() && endpoint.ends_with(".fifo")) {
    throw invalid(
        "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics");
  }
}

json::object answer(const Subscription& subscription, const Input& input) {
  const bool told = !subscription.pending || input.flag("ReturnSubscriptionArn");
  return {{"SubscriptionArn", told ? subscription.arn : "pending confirmation"}};
}

}  // namespace

json::object subscribe(Sns& sns, const Input& input) {
  static const json::object nothing;
  const Topic topic = existing_topic(sns.topics, input);
  const std::string_view protocol = input.text("Protocol"),
                         endpoint = input.maybe_text("Endpoint").value_or("");
  check_endpoint(protocol, endpoint, topic);
  const auto* attributes = input.maybe_object("Attributes");
  const json::object& given = attributes != nullptr ? *attributes : nothing;
  Subscription subscription;
  subscription.arn = topic.arn + ":" + sns.entropy.uuid();
  subscription.protocol = protocol;
  subscription.endpoint = endpoint;
  subscription.pending = protocol == "http" || protocol.starts_with("email");
  if (subscription.pending)
    subscription.token = to_hex(sha256(sns.entropy.uuid())) + to_hex(sha256(sns.entropy.uuid()));
  if (const auto scope = find_text(given, "FilterPolicyScope"))
    subscription.attributes["FilterPolicyScope"] = boost_view(*scope);
  for (const auto& [name, value] : given) {
    if (!value.is_string()) throw invalid("Attributes");
    const std::string_view text = view(value.get_string());
    check_subscription_attribute(subscription, std::string_view(name), text, AttributeOf::new_subscription);
    subscription.attributes[name] = kept_attribute(std::string_view(name), text);
  }
  for (const Subscription& existing : sns.topics.subscriptions(topic.arn)) {
    if (existing.protocol != protocol || existing.endpoint != endpoint) continue;
    for (const auto& [name, value] : subscription.attributes) {
      if (existing.attribute(std::string_view(name)) != value.as_string()) {
        throw invalid("Attributes Reason: Subscription already exists with different attributes");
      }
    }
    if (existing.pending && existing.over_http())
      ask_to_confirm(sns, topic, existing, "SubscriptionConfirmation");
    return answer(existing, input);
  }
  sns.topics.save(subscription);
  if (subscription.over_http()) ask_to_confirm(sns, topic, subscription, "SubscriptionConfirmation");
  return answer(subscription, input);
}

}  // namespace orrery::sns
