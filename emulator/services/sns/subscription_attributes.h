#pragma once
// What can be set on a subscription, and how one is listed.
#include "core/error.h"
#include "services/sns/filter.h"
#include "services/sns/topics.h"

namespace orrery::sns {

// Throws InvalidParameter. `whose`: Subscribe words its refusals differently from
// SetSubscriptionAttributes.
enum class AttributeOf { new_subscription, subscription };
void check_subscription_attribute(const Subscription& subscription, std::string_view name,
                                  std::string_view value, AttributeOf whose);
// As it is kept: flags are small.
std::string kept_attribute(std::string_view name, std::string_view value);

// {Subscriptions, NextToken}: by their arns, a hundred at a time, from behind the one that NextToken names.
json::object subscription_page(std::vector<Subscription> all, const Input& input);

}  // namespace orrery::sns
