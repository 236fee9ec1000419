#include "services/sns/operations/operations.h"
#include "services/sns/subscription_attributes.h"

namespace orrery::sns {

json::object set_subscription_attributes(Sns& sns, const Input& input) {
  Subscription subscription = existing_subscription(sns.topics, input);
  const std::string_view name = input.text("AttributeName");
  const std::string_view value = input.maybe_text("AttributeValue").value_or("");
  check_subscription_attribute(subscription, name, value, AttributeOf::subscription);
  if (value.empty() || value == "{}") {
    subscription.attributes.erase(boost_view(name));
  } else {
    subscription.attributes[boost_view(name)] = kept_attribute(name, value);
  }
  sns.topics.save(subscription);
  return {};
}

}  // namespace orrery::sns
