#include "services/sns/operations/operations.h"

namespace orrery::sns {
namespace {

constexpr std::size_t token_length = 64;  // at least, in hexadecimal digits

}  // namespace

json::object confirm_subscription(Sns& sns, const Input& input) {
  const auto arn = parse_arn(input.text("TopicArn"));
  if (!arn || arn->service != "sns" || arn->region != input.context.region) throw invalid("Topic");
  const std::string_view token = input.text("Token");
  if (token.size() < token_length || token.find_first_not_of("0123456789abcdef") != token.npos)
    throw AwsError("InvalidParameter", "Invalid token");
  for (Subscription& subscription : sns.topics.subscriptions(input.text("TopicArn"))) {
    if (subscription.token != token) continue;
    subscription.pending = false;
    sns.topics.save(subscription);
    return {{"SubscriptionArn", subscription.arn}};
  }
  throw invalid("Token");
}

}  // namespace orrery::sns
