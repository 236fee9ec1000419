#include "services/logs/arguments.h"
#include "services/logs/filters.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

json::object delete_metric_filter(Logs& logs, const Input& input) {
  const Group group = named_group(logs, input);
  const std::string_view name = input.text("filterName", 1, 512);
  if (!find_filter(logs.store, group, FilterKind::metric, name)) {
    throw AwsError("ResourceNotFoundException", "The specified metric filter does not exist.");
  }
  erase_filter(logs.store, group, FilterKind::metric, name);
  return {};
}

}  // namespace orrery::logs
