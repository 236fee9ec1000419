#include "core/arn.h"
#include "services/sns/operations/operations.h"
#include "services/sns/subscription_attributes.h"

namespace orrery::sns {

json::object get_subscription_attributes(Sns& sns, const Input& input) {
  const Subscription subscription = existing_subscription(sns.topics, input);
  const std::string owner = parse_arn(subscription.topic_arn())->account;
  json::object attributes{{"SubscriptionArn", subscription.arn},
                          {"TopicArn", subscription.topic_arn()},
                          {"Protocol", subscription.protocol},
                          {"Endpoint", subscription.endpoint},
                          {"Owner", owner},
                          {"SubscriptionPrincipal", root_arn(input.context.region, owner)},
                          {"ConfirmationWasAuthenticated", subscription.pending ? "false" : "true"},
                          {"PendingConfirmation", subscription.pending ? "true" : "false"},
                          {"RawMessageDelivery", "false"}};
  for (const auto& [name, value] : subscription.attributes) attributes[name] = value;
  if (attributes.contains("FilterPolicy") && !attributes.contains("FilterPolicyScope")) {
    attributes["FilterPolicyScope"] = "MessageAttributes";
  }
  if (!attributes.contains("FilterPolicy")) attributes.erase("FilterPolicyScope");
  return {{"Attributes", std::move(attributes)}};
}

}  // namespace orrery::sns
