#include "services/lambda/aliases.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object get_alias(Lambda& lambda, const Input& input) {
  return existing_alias(lambda, *lambda.function(input), input.text("Name"));
}

}  // namespace orrery::lambda
