#include "services/logs/arguments.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

json::object list_tags_log_group(Logs& logs, const Input& input) {
  return {{"tags", named_group(logs, input).tags}};
}

}  // namespace orrery::logs
