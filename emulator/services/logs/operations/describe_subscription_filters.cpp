#include "services/logs/arguments.h"
#include "services/logs/filters.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

json::object describe_subscription_filters(Logs& logs, const Input& input) {
  const Group group = named_group(logs, input);
  return page_of_filters(input, filters_of(logs.store, group, FilterKind::subscription),
                         "subscriptionFilters");
}

}  // namespace orrery::logs
