#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"
#include "services/lambda/tags.h"

namespace orrery::lambda {

json::object tag_resource(Lambda& lambda, const Input& input) {
  FunctionRecord function = *lambda.tagged(input);
  const json::object& tags = input.object("Tags");
  if (tags.empty()) throw invalid_parameter("An error occurred and the request cannot be processed.");
  add_tags(function.tags, tags);
  lambda.functions.save(function);
  return {};
}

}  // namespace orrery::lambda
