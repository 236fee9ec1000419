#include "services/lambda/function_urls.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {

json::object update_function_url_config(Lambda& lambda, const Input& input) {
  const UrlOf of = url_of(lambda, input);
  if (!of.function) throw not_found("Function does not exist");
  if (of.qualifier != "$LATEST" && !lambda.functions.alias(*of.function, of.qualifier))
    throw not_found("Function does not exist");
  json::object config = existing_url(lambda, of);
  apply_url(config, input);
  config["LastModifiedTime"] = iso_time(lambda.core.clock.now());
  save_url(lambda, of, config);
  return config;
}

}  // namespace orrery::lambda
