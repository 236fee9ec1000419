#include "services/sns/delivering.h"
#include "services/sns/operations/operations.h"

namespace orrery::sns {

json::object unsubscribe(Sns& sns, const Input& input) {
  if (!input.has("SubscriptionArn")) throw invalid("SubscriptionArn Reason: no value for required parameter");
  const std::string_view arn = input.text("SubscriptionArn");
  const auto colons = std::count(arn.begin(), arn.end(), ':');
  if (!parse_arn(arn)) throw invalid("SubscriptionArn Reason: " + too_few_elements(arn));
  if (colons == 5) throw invalid("SubscriptionId");
  const auto subscription = sns.topics.subscription(arn);
  if (!subscription) return {};
  sns.topics.erase(*subscription);
  const auto topic = sns.topics.topic(subscription->topic_arn());
  if (topic && subscription->over_http() && !subscription->pending)
    ask_to_confirm(sns, *topic, *subscription, "UnsubscribeConfirmation");
  return {};
}

}  // namespace orrery::sns
