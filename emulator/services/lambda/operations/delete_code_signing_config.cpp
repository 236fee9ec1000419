#include "services/lambda/code_signing.h"
#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object delete_code_signing_config(Lambda& lambda, const Input& input) {
  existing_code_signing(lambda, input, SigningAsked::of_itself);
  lambda.code_signings.erase(input.text("CodeSigningConfigArn"));
  return {};
}

}  // namespace orrery::lambda
