#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object delete_event_source_mapping(Lambda& lambda, const Input& input) {
  json::object shown = lambda.mapping(input);
  lambda.mappings.erase(input.context, input.text("UUID"));
  shown["State"] = "Deleting";
  return shown;
}

}  // namespace orrery::lambda
