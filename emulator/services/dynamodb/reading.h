#pragma once

namespace orrery::dynamodb {

// DynamoDB reads the values of requests by two sets of rules: the single-item operations, BatchGetItem and
// Query by the current ones, all others by the older ones. They accept the same values but for the ends of
// the number range, and refuse in different words.
enum class Reading { current, older };

}  // namespace orrery::dynamodb
