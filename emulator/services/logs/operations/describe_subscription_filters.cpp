// Putting one is not supported, so there are none; tools ask before they change anything.
#include "services/logs/arguments.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

json::object describe_subscription_filters(Logs& logs, const Input& input) {
  named_group(logs, input);
  return {{"subscriptionFilters", json::array{}}};
}

}  // namespace orrery::logs
