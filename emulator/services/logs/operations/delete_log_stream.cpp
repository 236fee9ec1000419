#include "services/logs/arguments.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

json::object delete_log_stream(Logs& logs, const Input& input) {
  const std::string name = stream_name(input);
  const Group group = named_group(logs, input);
  logs.records.erase(group, named_stream(logs, group, name));
  logs.sweep_soon();
  return {};
}

}  // namespace orrery::logs
