#include "services/lambda/invoke_config.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object get_function_event_invoke_config(Lambda& lambda, const Input& input) {
  return existing_invoke_config(lambda, invoke_config_of(lambda, input, InvokeConfigFor::reading));
}

}  // namespace orrery::lambda
