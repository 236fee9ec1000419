#include "services/lambda/invoke_config.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object delete_function_event_invoke_config(Lambda& lambda, const Input& input) {
  const InvokeConfigOf of = invoke_config_of(lambda, input, InvokeConfigFor::reading);
  existing_invoke_config(lambda, of);
  lambda.core.store.erase(Functions::part_key(*of.function, "invoke-config", of.qualifier));
  return {};
}

}  // namespace orrery::lambda
