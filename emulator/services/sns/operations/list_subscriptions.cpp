#include "services/sns/operations/operations.h"
#include "services/sns/subscription_attributes.h"

namespace orrery::sns {

json::object list_subscriptions(Sns& sns, const Input& input) {
  std::vector<Subscription> all;
  for (const Topic& topic : sns.topics.list(input.context, "", std::numeric_limits<std::size_t>::max()))
    for (Subscription& one : sns.topics.subscriptions(topic.arn)) all.push_back(std::move(one));
  return subscription_page(std::move(all), input);
}

}  // namespace orrery::sns
