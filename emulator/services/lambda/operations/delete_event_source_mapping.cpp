#include "services/lambda/operations/operations.h"
#include "services/lambda/tags.h"

namespace orrery::lambda {

json::object delete_event_source_mapping(Lambda& lambda, const Input& input) {
  json::object shown = lambda.mapping(input);
  lambda.core.store.erase(tags_key(input.context, find_text(shown, "EventSourceMappingArn").value_or("")));
  lambda.mappings.erase(input.context, input.text("UUID"));
  shown["State"] = "Deleting";
  return shown;
}

}  // namespace orrery::lambda
