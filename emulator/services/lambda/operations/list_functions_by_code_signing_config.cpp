#include "services/lambda/code_signing.h"
#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object list_functions_by_code_signing_config(Lambda& lambda, const Input& input) {
  existing_code_signing(lambda, input, SigningAsked::of_itself);
  json::array arns;
  for (const auto& function : lambda.functions.list(input.context, {}, Input::highest))
    if (function->code_signing_arn == input.text("CodeSigningConfigArn"))
      arns.emplace_back(function->named().arn());
  return {{"FunctionArns", std::move(arns)}};
}

}  // namespace orrery::lambda
