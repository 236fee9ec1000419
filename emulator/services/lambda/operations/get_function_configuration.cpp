#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object get_function_configuration(Lambda& lambda, const Input& input) {
  FunctionName name = parse_function_name(input.text("FunctionName"),
                                          input.maybe_text("Qualifier").value_or(""), input.context);
  const auto function = lambda.functions.get(name, input.context);
  return lambda.functions.configuration(*function, name.qualifier);
}

}  // namespace orrery::lambda
