#include "services/sns/operations/operations.h"
#include "services/sns/subscription_attributes.h"

namespace orrery::sns {
namespace {

void check_endpoint(std::string_view protocol, std::string_view endpoint, const Topic& topic) {
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

}  // namespace

json::object subscribe(Sns& sns, const Input& input) {
  static const json::object nothing;
  const Topic topic = existing_topic(sns.topics, input);
  const std::string_view protocol = input.text("Protocol"),
                         endpoint = input.maybe_text("Endpoint").value_or("");
  check_endpoint(protocol, endpoint, topic);
  const auto* attributes = input.maybe_object("Attributes");
  const json::object& given = attributes != nullptr ? *attributes : nothing;
  for (const auto& [name, value] : given) {
    check_subscription_attribute(std::string_view(name), view(value.as_string()));
  }
  for (const Subscription& existing : sns.topics.subscriptions(topic.arn)) {
    if (existing.protocol != protocol || existing.endpoint != endpoint) continue;
    if (!given.empty() && existing.attributes != given) {
      throw invalid("Attributes Reason: Subscription already exists with different attributes");
    }
    return {{"SubscriptionArn", existing.arn}};
  }
  Subscription subscription;
  subscription.arn = topic.arn + ":" + sns.entropy.uuid();
  subscription.protocol = protocol;
  subscription.endpoint = endpoint;
  subscription.attributes = given;
  sns.topics.save(subscription);
  return {{"SubscriptionArn", subscription.arn}};
}

}  // namespace orrery::sns
