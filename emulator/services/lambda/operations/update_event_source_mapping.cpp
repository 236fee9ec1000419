#include "services/lambda/event_sources/mapping_rules.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object update_event_source_mapping(Lambda& lambda, const Input& input) {
  json::object shown = lambda.mapping(input);
  const std::string before(find_text(shown, "State").value_or(""));
  if (input.has("FunctionName")) shown["FunctionArn"] = mapped_function(lambda, input).arn;
  apply_mapping(shown, input);
  shown["LastModified"] = epoch_double(lambda.core.clock.now());
  lambda.mappings.save(input.context, shown);
  // What it is on its way to be, as waiters expect.
  const bool was_enabled = before != "Disabled", is_enabled = find_text(shown, "State") != "Disabled";
  shown["State"] = was_enabled == is_enabled ? "Updating" : is_enabled ? "Enabling" : "Disabling";
  return shown;
}

}  // namespace orrery::lambda
