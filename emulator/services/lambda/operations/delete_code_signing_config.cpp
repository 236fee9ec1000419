#include "services/lambda/code_signing.h"
#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {

json::object delete_code_signing_config(Lambda& lambda, const Input& input) {
  existing_code_signing(lambda, input, SigningAsked::of_itself);
  const std::string_view arn = input.text("CodeSigningConfigArn");
  if (!functions_signed_by(lambda, input.context, arn).empty())
    throw conflict("The code signing configuration " + std::string(arn) +
                   " cannot be deleted because it is in use by one or more functions.");
  lambda.code_signings.erase(arn);
  return {};
}

}  // namespace orrery::lambda
