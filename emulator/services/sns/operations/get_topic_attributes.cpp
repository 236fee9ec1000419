#include "services/sns/operations/operations.h"
#include "services/sns/subscription_attributes.h"
#include "services/sns/topic_policy.h"

namespace orrery::sns {
namespace {

constexpr const char* default_delivery =
    R"({"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,"numRetries":3,)"
    R"("numMaxDelayRetries":0,"numNoDelayRetries":0,"numMinDelayRetries":0,"backoffFunction":"linear"},)"
    R"("disableSubscriptionOverrides":false,"defaultRequestPolicy":{"headerContentType":"text/plain; charset=UTF-8"}}})";

}  // namespace

json::object get_topic_attributes(Sns& sns, const Input& input) {
  const Topic topic = existing_topic(sns.topics, input);
  const std::string owner = parse_arn(topic.arn)->account;
  const auto all = sns.topics.subscriptions(topic.arn);
  const auto pending =
      std::count_if(all.begin(), all.end(), [](const Subscription& one) { return one.pending; });
  json::object attributes{
      {"TopicArn", topic.arn},
      {"Owner", owner},
      {"DisplayName", ""},
      {"Policy", to_text(policy_of(topic))},
      {"EffectiveDeliveryPolicy", default_delivery},
      {"SubscriptionsPending", std::to_string(pending)},
      {"SubscriptionsConfirmed", std::to_string(static_cast<std::ptrdiff_t>(all.size()) - pending)},
      {"SubscriptionsDeleted", "0"}};
  if (topic.fifo()) attributes["ContentBasedDeduplication"] = "false";
  for (const auto& [name, value] : topic.attributes) attributes[name] = value;
  return {{"Attributes", std::move(attributes)}};
}

}  // namespace orrery::sns
