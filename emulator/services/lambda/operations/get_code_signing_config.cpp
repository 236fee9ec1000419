#include "services/lambda/code_signing.h"
#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object get_code_signing_config(Lambda& lambda, const Input& input) {
  return {{"CodeSigningConfig", existing_code_signing(lambda, input, SigningAsked::of_itself)}};
}

}  // namespace orrery::lambda
