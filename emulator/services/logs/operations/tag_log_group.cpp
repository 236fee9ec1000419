#include "services/logs/arguments.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

json::object tag_log_group(Logs& logs, const Input& input) {
  Group group = named_group(logs, input);
  add_tags(group, input.object("tags"));
  logs.records.save(input.context, group);
  return {};
}

}  // namespace orrery::logs
