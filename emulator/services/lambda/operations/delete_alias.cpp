#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object delete_alias(Lambda& lambda, const Input& input) {
  lambda.functions.erase_alias(*lambda.function(input), input.text("Name"));
  return {};
}

}  // namespace orrery::lambda
