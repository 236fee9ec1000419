#include "services/lambda/invoke_config.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object put_function_event_invoke_config(Lambda& lambda, const Input& input) {
  return save_invoke_config(lambda, invoke_config_of(lambda, input, InvokeConfigFor::change), {}, input);
}

}  // namespace orrery::lambda
