#pragma once
// What Publish and PublishBatch have in common: checking a message and handing it to every subscription that
// wants it.
#include "services/sns/sns.h"

namespace orrery::sns {

// Publishes the message whose members `entry` has; answers {MessageId, SequenceNumber?}.
json::object publish_one(Sns& sns, Topic& topic, const Input& entry);

}  // namespace orrery::sns
