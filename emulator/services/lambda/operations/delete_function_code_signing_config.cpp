#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object delete_function_code_signing_config(Lambda& lambda, const Input& input) {
  FunctionRecord function = *lambda.function(input);
  function.code_signing_arn.clear();
  lambda.functions.save(function);
  return {};
}

}  // namespace orrery::lambda
