#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {

json::object untag_resource(Lambda& lambda, const Input& input) {
  FunctionRecord function = *lambda.tagged(input);
  for (const json::value& key : input.list("TagKeys"))
    if (key.is_string()) function.tags.erase(key.get_string());
  lambda.functions.save(function);
  return {};
}

}  // namespace orrery::lambda
