#include "services/logs/arguments.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

json::object put_log_group_deletion_protection(Logs& logs, const Input& input) {
  Group group = named_group(logs, input);
  const auto enabled = input.maybe_flag("deletionProtectionEnabled");
  if (!enabled) throw invalid_parameter("deletionProtectionEnabled is required.");
  group.protected_from_deletion = *enabled;
  logs.records.save(input.context, group);
  return {};
}

}  // namespace orrery::logs
