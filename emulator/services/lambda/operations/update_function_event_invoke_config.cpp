#include "services/lambda/invoke_config.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object update_function_event_invoke_config(Lambda& lambda, const Input& input) {
  const InvokeConfigOf of = invoke_config_of(lambda, input, InvokeConfigFor::change);
  return save_invoke_config(lambda, of, existing_invoke_config(lambda, of), input);
}

}  // namespace orrery::lambda
