#include "services/lambda/code_signing.h"
#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object list_functions_by_code_signing_config(Lambda& lambda, const Input& input) {
  existing_code_signing(lambda, input, SigningAsked::of_itself);
  return {{"FunctionArns", functions_signed_by(lambda, input.context, input.text("CodeSigningConfigArn"))}};
}

}  // namespace orrery::lambda
