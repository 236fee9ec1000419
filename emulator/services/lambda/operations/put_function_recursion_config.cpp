#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object put_function_recursion_config(Lambda& lambda, const Input& input) {
  FunctionRecord function = *lambda.function(input);
  input.text("RecursiveLoop");
  const std::string_view wanted = input.choice("RecursiveLoop", {"Terminate", "Allow"}, {});
  function.recursive_loop = wanted;
  lambda.functions.save(function);
  return {{"RecursiveLoop", wanted}};
}

}  // namespace orrery::lambda
