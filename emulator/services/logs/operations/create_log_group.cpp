#include "services/logs/arguments.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

json::object create_log_group(Logs& logs, const Input& input) {
  Group group;
  group.name = group_name(input);
  group.log_class = input.choice("logGroupClass", {"STANDARD", "INFREQUENT_ACCESS", "DELIVERY"}, "STANDARD");
  group.kms_key = input.maybe_text("kmsKeyId").value_or("");
  group.protected_from_deletion = input.flag("deletionProtectionEnabled");
  if (const auto* tags = input.maybe_object("tags")) add_tags(group, *tags);
  if (logs.records.group(input.context, group.name)) {
    throw AwsError("ResourceAlreadyExistsException", "The specified log group already exists");
  }
  group.number = logs.records.next_number();
  group.created_ms = epoch_milliseconds(logs.clock.now());
  logs.records.save(input.context, group);
  return {};
}

}  // namespace orrery::logs
