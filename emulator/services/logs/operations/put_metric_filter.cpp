#include "core/protocol/java_text.h"
#include "services/logs/arguments.h"
#include "services/logs/filter/pattern.h"
#include "services/logs/filters.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {

// Kept and told. What it would count could be read from CloudWatch alone, which refuses to be asked.
json::object put_metric_filter(Logs& logs, const Input& input) {
  input.refuse_unsupported({"emitSystemFieldDimensions", "fieldSelectionCriteria"});
  if (input.flag("applyOnTransformedLogs")) throw not_supported("parameter applyOnTransformedLogs");
  const std::string name(input.text("filterName", 1, 512));
  const std::string pattern(input.text("filterPattern", 0, 1024));
  const json::array& transformations = input.list("metricTransformations");
  parse_pattern(pattern);
  if (transformations.size() != 1) {
    const std::string shown = protocol::java_text(
        transformations, "MetricTransformation",
        {"metricName", "metricNamespace", "metricValue", "defaultValue", "unit", "dimensions"});
    throw constraint(shown, "metricTransformations",
                     transformations.empty() ? "Member must have length greater than or equal to 1"
                                             : "Member must have length less than or equal to 1");
  }
  const Group group = named_group(logs, input);
  const auto existing = find_filter(logs.store, group, FilterKind::metric, name);
  save_filter(logs.store, group, FilterKind::metric,
              {{"filterName", name},
               {"filterPattern", pattern},
               {"metricTransformations", transformations},
               {"creationTime",
                existing ? existing->at("creationTime") : json::value(epoch_milliseconds(logs.clock.now()))},
               {"logGroupName", group.name},
               {"applyOnTransformedLogs", false}});
  return {};
}

}  // namespace orrery::logs
