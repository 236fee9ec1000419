#include "services/sns/operations/operations.h"
#include "services/sns/subscription_attributes.h"

namespace orrery::sns {

json::object list_subscriptions_by_topic(Sns& sns, const Input& input) {
  const Topic topic = existing_topic(sns.topics, input);
  return subscription_page(sns.topics.subscriptions(topic.arn), input);
}

}  // namespace orrery::sns
