#include "services/logs/arguments.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

json::object untag_resource(Logs& logs, const Input& input) {
  Group group = group_of_arn(logs, input, "resourceArn");
  remove_tags(group, input.list("tagKeys"));
  logs.records.save(input.context, group);
  return {};
}

}  // namespace orrery::logs
