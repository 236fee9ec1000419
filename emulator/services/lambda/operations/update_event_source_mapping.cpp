#include "services/lambda/event_sources/mapping_rules.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object update_event_source_mapping(Lambda& lambda, const Input& input) {
  json::object shown = lambda.mapping(input);
  if (input.has("FunctionName")) shown["FunctionArn"] = mapped_function(lambda, input).arn;
  apply_mapping(shown, input);
  shown["LastModified"] = epoch_double(lambda.core.clock.now());
  lambda.mappings.save(input.context, shown);
  shown["State"] = "Updating";
  return shown;
}

}  // namespace orrery::lambda
