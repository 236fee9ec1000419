#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object delete_function_concurrency(Lambda& lambda, const Input& input) {
  lambda.set_reserved(*lambda.function(input), std::nullopt);
  return {};
}

}  // namespace orrery::lambda
