#pragma once
// What Publish and PublishBatch have in common: checking a message and handing it to every subscription that
// wants it.
#include "services/sns/sns.h"

namespace orrery::sns {

constexpr std::size_t most_bytes = 262'144;  // of a message, or of all in a batch
std::size_t message_size(const Input& entry);

// Refuses what publish_one would refuse. `at`: where the entry's attributes stand in the request.
void check_message(const Topic& topic, const Input& entry, const std::string& at);

// Publishes the message whose members `entry` has; answers {MessageId, SequenceNumber?}.
json::object publish_one(Sns& sns, Topic& topic, const Input& entry);

}  // namespace orrery::sns
