#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {

json::object put_function_recursion_config(Lambda& lambda, const Input& input) {
  FunctionRecord function = *lambda.function(input);
  const std::string_view wanted = input.text("RecursiveLoop");
  if (wanted != "Allow" && wanted != "Terminate")
    throw validation("1 validation error detected: Value '" + std::string(wanted) +
                     "' at 'recursiveLoop' failed to satisfy constraint: Member must satisfy enum value set: "
                     "[Terminate, Allow]");
  function.recursive_loop = wanted;
  lambda.functions.save(function);
  return {{"RecursiveLoop", wanted}};
}

}  // namespace orrery::lambda
