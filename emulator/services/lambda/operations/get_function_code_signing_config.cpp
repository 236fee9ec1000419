#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

// Deployment tools ask for it of every function; none here has one.
json::object get_function_code_signing_config(Lambda& lambda, const Input& input) {
  return {{"FunctionName", lambda.function(input)->name}};
}

}  // namespace orrery::lambda
