#include "services/logs/arguments.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

json::object untag_log_group(Logs& logs, const Input& input) {
  Group group = named_group(logs, input);
  remove_tags(group, input.list("tags"));
  logs.records.save(input.context, group);
  return {};
}

}  // namespace orrery::logs
