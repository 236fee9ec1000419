#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object get_function_concurrency(Lambda& lambda, const Input& input) {
  const auto function = lambda.function(input);
  if (!function->reserved) return {};
  return {{"ReservedConcurrentExecutions", *function->reserved}};
}

}  // namespace orrery::lambda
