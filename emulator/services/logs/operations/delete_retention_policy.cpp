#include "services/logs/arguments.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

json::object delete_retention_policy(Logs& logs, const Input& input) {
  Group group = named_group(logs, input);
  group.retention_days.reset();
  logs.records.save(input.context, group);
  return {};
}

}  // namespace orrery::logs
