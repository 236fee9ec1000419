#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

// Deployment tools ask for it of every function. One that has none has nothing to tell.
json::object get_function_code_signing_config(Lambda& lambda, const Input& input) {
  const auto function = lambda.function(input);
  if (function->code_signing_arn.empty()) return {};
  return {{"CodeSigningConfigArn", function->code_signing_arn}, {"FunctionName", function->name}};
}

}  // namespace orrery::lambda
