#pragma once
// What can be set on a subscription, and how one is listed.
#include "core/error.h"
#include "services/sns/filter.h"
#include "services/sns/topics.h"

namespace orrery::sns {

// Throws InvalidParameter. `whose`: Subscribe words its refusals differently from
// SetSubscriptionAttributes.
enum class AttributeOf { new_subscription, subscription };
void check_subscription_attribute(const Subscription& subscription, std::string_view name,
                                  std::string_view value, AttributeOf whose);
// As it is kept: flags are small.
std::string kept_attribute(std::string_view name, std::string_view value);

inline json::object show_subscription(const Subscription& subscription) {
  return {{"SubscriptionArn", subscription.pending ? "PendingConfirmation" : subscription.arn},
          {"Owner", parse_arn(subscription.topic_arn())->account},
          {"Protocol", subscription.protocol},
          {"Endpoint", subscription.endpoint},
          {"TopicArn", subscription.topic_arn()}};
}

}  // namespace orrery::sns
