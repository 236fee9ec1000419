#include "services/logs/arguments.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

json::object tag_resource(Logs& logs, const Input& input) {
  Group group = group_of_arn(logs, input, "resourceArn");
  add_tags(group, input.object("tags"));
  logs.records.save(input.context, group);
  return {};
}

}  // namespace orrery::logs
