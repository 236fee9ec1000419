#include "services/logs/arguments.h"
#include "services/logs/filters.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

json::object delete_log_group(Logs& logs, const Input& input) {
  const Group group = named_group(logs, input);
  if (group.protected_from_deletion) {
    throw AwsError("ValidationException",
                   "The log group has deletion protection enabled and cannot be deleted.");
  }
  erase_filters(logs.store, group);
  logs.records.erase(input.context, group);
  logs.sweep_soon();
  return {};
}

}  // namespace orrery::logs
