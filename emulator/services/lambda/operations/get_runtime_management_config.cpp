#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object get_runtime_management_config(Lambda& lambda, const Input& input) {
  FunctionName name = parse_function_name(input.text("FunctionName"),
                                          input.maybe_text("Qualifier").value_or(""), input.context);
  const auto function = lambda.functions.get(name, input.context);
  lambda.functions.configuration(*function, name.qualifier);
  const std::string qualifier = name.qualifier.empty() ? "$LATEST" : name.qualifier;
  json::object result = lambda.functions.part(*function, "runtime-management", qualifier)
                            .value_or(json::object{{"UpdateRuntimeOn", "Auto"}});
  result["FunctionArn"] = function->named(qualifier).arn();
  return result;
}

}  // namespace orrery::lambda
