#include "services/sns/subscription_attributes.h"

#include "core/ascii.h"

namespace orrery::sns {
namespace {

void check_redrive_policy(const Subscription& subscription, std::string_view value,
                          const std::string& prefix) {
  const auto policy = parse_json(value);
  if (!policy || !policy->is_object()) throw invalid(prefix + "RedrivePolicy: " + fault_of_json(value));
  const auto target = find_text(policy->get_object(), "deadLetterTargetArn");
  const auto arn = parse_arn(target.value_or(""));
  if (!arn) throw invalid(prefix + "RedrivePolicy: deadLetterTargetArn is an invalid arn");
  const bool fifo = subscription.topic_arn().ends_with(".fifo") && subscription.endpoint.ends_with(".fifo");
  if (fifo && (arn->service != "sqs" || !arn->resource.ends_with(".fifo"))) {
    throw invalid(prefix +
                  "RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.");
  }
}

}  // namespace

void check_subscription_attribute(const Subscription& subscription, std::string_view name,
                                  std::string_view value, AttributeOf whose) {
  const std::string prefix = whose == AttributeOf::new_subscription ? "Attributes Reason: " : "";
  if (name == "FilterPolicy") {
    if (value.empty()) return;
    check_filter_policy(value, subscription.attribute("FilterPolicyScope") == "MessageBody", prefix);
  } else if (name == "FilterPolicyScope") {
    if (value != "MessageAttributes" && value != "MessageBody") {
      throw invalid(prefix + "FilterPolicyScope: Invalid value [" + std::string(value) +
                    "]. Please use either MessageBody or MessageAttributes");
    }
    const std::string_view policy = subscription.attribute("FilterPolicy");
    if (!policy.empty()) check_filter_policy(policy, value == "MessageBody", prefix);
  } else if (name == "RawMessageDelivery") {
    if (lower(value) != "true" && lower(value) != "false") {
      throw invalid(prefix + "RawMessageDelivery: Invalid value [" + std::string(value) +
                    "]. Must be true or false.");
    }
  } else if (name == "RedrivePolicy") {
    if (!value.empty() && value != "{}") check_redrive_policy(subscription, value, prefix);
  } else if (name != "DeliveryPolicy" && name != "SubscriptionRoleArn") {
    throw invalid(prefix + "AttributeName");
  }
}

std::string kept_attribute(std::string_view name, std::string_view value) {
  return name == "RawMessageDelivery" ? lower(value) : std::string(value);
}

json::object subscription_page(std::vector<Subscription> all, const Input& input) {
  constexpr std::size_t page_size = 100;
  const std::string_view after = input.maybe_text("NextToken").value_or("");
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.arn < b.arn; });
  auto at = std::upper_bound(all.begin(), all.end(), after,
                             [](auto token, const auto& one) { return token < one.arn; });
  json::array shown;
  for (; at != all.end() && shown.size() < page_size; ++at) {
    shown.push_back(json::object{{"SubscriptionArn", at->pending ? "PendingConfirmation" : at->arn},
                                 {"Owner", parse_arn(at->topic_arn())->account},
                                 {"Protocol", at->protocol},
                                 {"Endpoint", at->endpoint},
                                 {"TopicArn", at->topic_arn()}});
  }
  json::object result{{"Subscriptions", std::move(shown)}};
  if (at != all.end()) result["NextToken"] = std::prev(at)->arn;
  return result;
}

}  // namespace orrery::sns
