#include "services/lambda/code_signing.h"
#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object put_function_code_signing_config(Lambda& lambda, const Input& input) {
  existing_code_signing(lambda, input, SigningAsked::for_function);
  FunctionRecord function = *lambda.function(input);
  function.code_signing_arn = input.text("CodeSigningConfigArn");
  lambda.functions.save(function);
  return {{"CodeSigningConfigArn", function.code_signing_arn}, {"FunctionName", function.name}};
}

}  // namespace orrery::lambda
