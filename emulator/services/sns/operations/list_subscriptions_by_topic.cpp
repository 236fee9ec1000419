#include "services/sns/operations/operations.h"
#include "services/sns/subscription_attributes.h"

namespace orrery::sns {

json::object list_subscriptions_by_topic(Sns& sns, const Input& input) {
  const Topic topic = existing_topic(sns.topics, input);
  json::array shown;
  for (const Subscription& subscription : sns.topics.subscriptions(topic.arn)) {
    shown.push_back(show_subscription(subscription));
  }
  return {{"Subscriptions", std::move(shown)}};
}

}  // namespace orrery::sns
