#include "services/sns/operations/operations.h"

namespace orrery::sns {

json::object unsubscribe(Sns& sns, const Input& input) {
  if (const auto subscription = sns.topics.subscription(input.text("SubscriptionArn")))
    sns.topics.erase(*subscription);
  return {};
}

}  // namespace orrery::sns
