#include "core/arn.h"
#include "services/lambda/code_signing.h"
#include "services/lambda/configuration.h"
#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object create_code_signing_config(Lambda& lambda, const Input& input) {
  input.object("AllowedPublishers");
  const std::string id = "csc-" + lambda.entropy.hex(17);
  json::object config{
      {"CodeSigningConfigId", id},
      {"CodeSigningConfigArn", make_arn(input.context, "lambda", "code-signing-config:" + id)},
      {"CodeSigningPolicies", {{"UntrustedArtifactOnDeployment", "Warn"}}},
      {"LastModified", lambda_time(lambda.core.clock.now())}};
  apply_code_signing(config, input);
  lambda.code_signings.save(config);
  return {{"CodeSigningConfig", std::move(config)}};
}

}  // namespace orrery::lambda
