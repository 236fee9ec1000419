#include "services/lambda/code_signing.h"
#include "services/lambda/configuration.h"
#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object update_code_signing_config(Lambda& lambda, const Input& input) {
  json::object config = existing_code_signing(lambda, input, SigningAsked::of_itself);
  apply_code_signing(config, input);
  config["LastModified"] = lambda_time(lambda.core.clock.now());
  lambda.code_signings.save(config);
  return {{"CodeSigningConfig", std::move(config)}};
}

}  // namespace orrery::lambda
