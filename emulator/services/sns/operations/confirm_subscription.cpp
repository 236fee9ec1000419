#include "services/sns/operations/operations.h"

namespace orrery::sns {

json::object confirm_subscription(Sns& sns, const Input& input) {
  const Topic topic = existing_topic(sns.topics, input);
  const std::string_view token = input.text("Token");
  for (Subscription& subscription : sns.topics.subscriptions(topic.arn)) {
    if (subscription.token != token || token.empty()) continue;
    subscription.pending = false;
    sns.topics.save(subscription);
    return {{"SubscriptionArn", subscription.arn}};
  }
  throw invalid("Token");
}

}  // namespace orrery::sns
