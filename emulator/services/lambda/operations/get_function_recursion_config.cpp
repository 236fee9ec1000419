#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object get_function_recursion_config(Lambda& lambda, const Input& input) {
  return {{"RecursiveLoop", lambda.function(input)->recursive_loop}};
}

}  // namespace orrery::lambda
