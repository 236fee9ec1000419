#include "services/sns/operations/operations.h"
#include "services/sns/subscription_attributes.h"

namespace orrery::sns {

json::object list_subscriptions(Sns& sns, const Input& input) {
  json::array shown;
  for (const Topic& topic : sns.topics.list(input.context, "", std::numeric_limits<std::size_t>::max())) {
    for (const Subscription& subscription : sns.topics.subscriptions(topic.arn)) {
      shown.push_back(show_subscription(subscription));
    }
  }
  return {{"Subscriptions", std::move(shown)}};
}

}  // namespace orrery::sns
