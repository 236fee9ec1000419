#pragma once
// What can be set on a subscription, and how one is listed.
#include "core/error.h"
#include "services/sns/filter.h"
#include "services/sns/topics.h"

namespace orrery::sns {

inline void check_subscription_attribute(std::string_view name, std::string_view value) {
  if (name == "FilterPolicy") {
    if (!value.empty()) check_filter_policy(value);
  } else if (name == "FilterPolicyScope") {
    if (value != "MessageAttributes" && value != "MessageBody") {
      throw invalid("FilterPolicyScope: Invalid value [" + std::string(value) +
                    "]. Please use either MessageBody or MessageAttributes");
    }
  } else if (name == "RawMessageDelivery") {
    if (value != "true" && value != "false") {
      throw invalid("Attributes Reason: RawMessageDelivery: Invalid value [" + std::string(value) +
                    "]. Must be true or false.");
    }
  } else if (name != "RedrivePolicy" && name != "DeliveryPolicy") {
    throw invalid("AttributeName");
  }
}

inline json::object show_subscription(const Subscription& subscription) {
  return {{"SubscriptionArn", subscription.arn},
          {"Owner", parse_arn(subscription.topic_arn())->account},
          {"Protocol", subscription.protocol},
          {"Endpoint", subscription.endpoint},
          {"TopicArn", subscription.topic_arn()}};
}

}  // namespace orrery::sns
