#include "services/lambda/function_urls.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {

json::object create_function_url_config(Lambda& lambda, const Input& input) {
  const UrlOf of = url_of(lambda, input);
  json::object config;
  input.text("AuthType");
  apply_url(config, input);
  if (!of.function) throw not_found("Function does not exist");
  const std::string arn = of.function->named(of.name.qualifier).arn();
  if (lambda.functions.part(*of.function, "url", of.qualifier))
    throw conflict("Failed to create function url config for [functionArn = " + arn +
                   "]. Error message:  FunctionUrlConfig exists for this Lambda function");
  if (of.qualifier != "$LATEST" && !lambda.functions.alias(*of.function, of.qualifier))
    throw not_found("Function does not exist");
  config["FunctionUrl"] = lambda.core.endpoint + "/_lambda-url/" + lambda.entropy.hex(32) + "/";
  config["FunctionArn"] = arn;
  const std::string now = iso_time(lambda.core.clock.now());
  config["CreationTime"] = now;
  config["LastModifiedTime"] = now;
  save_url(lambda, of, config);
  config.erase("LastModifiedTime");
  return config;
}

}  // namespace orrery::lambda
