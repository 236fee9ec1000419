#include "services/logs/arguments.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

// The key is told; nothing here rests encrypted.
json::object associate_kms_key(Logs& logs, const Input& input) {
  Group group = input.has("resourceIdentifier") ? group_of_arn(logs, input, "resourceIdentifier")
                                                : named_group(logs, input);
  group.kms_key = input.text("kmsKeyId", 1, 256);
  logs.records.save(input.context, group);
  return {};
}

}  // namespace orrery::logs
