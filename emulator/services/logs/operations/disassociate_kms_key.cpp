#include "services/logs/arguments.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

json::object disassociate_kms_key(Logs& logs, const Input& input) {
  Group group = input.has("resourceIdentifier") ? group_of_arn(logs, input, "resourceIdentifier")
                                                : named_group(logs, input);
  group.kms_key.clear();
  logs.records.save(input.context, group);
  return {};
}

}  // namespace orrery::logs
