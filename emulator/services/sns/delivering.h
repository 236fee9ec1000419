#pragma once
// How a message reaches the subscribers.
#include "services/sns/notification.h"

namespace orrery::sns {

void deliver(Sns& sns, const Context& context, const Topic& topic, const Subscription& subscription,
             const Notification& it);

// Asks an HTTP endpoint to confirm that it wants to be subscribed, or tells it that it is no more: type
// "SubscriptionConfirmation" or "UnsubscribeConfirmation".
void ask_to_confirm(Sns& sns, const Topic& topic, const Subscription& subscription, std::string_view type);

}  // namespace orrery::sns
