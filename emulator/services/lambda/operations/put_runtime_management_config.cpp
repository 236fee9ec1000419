#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {

// Kept and told: the interpreter of the host is the only version there is.
json::object put_runtime_management_config(Lambda& lambda, const Input& input) {
  FunctionName name = parse_function_name(input.text("FunctionName"),
                                          input.maybe_text("Qualifier").value_or(""), input.context);
  const auto function = lambda.functions.get(name, input.context);
  lambda.functions.configuration(*function, name.qualifier);
  input.text("UpdateRuntimeOn");
  const std::string_view when = input.choice("UpdateRuntimeOn", {"Auto", "Manual", "FunctionUpdate"}, {});
  const auto version = input.maybe_text("RuntimeVersionArn");
  if (when == "Manual" && !version)
    throw invalid_parameter("When UpdateRuntimeOn is set to Manual, you must provide a RuntimeVersionArn.");
  if (when != "Manual" && version)
    throw invalid_parameter("RuntimeVersionArn can only be set when UpdateRuntimeOn is set to Manual.");
  json::object config{{"UpdateRuntimeOn", when}};
  if (version) config["RuntimeVersionArn"] = *version;
  const std::string qualifier = name.qualifier.empty() ? "$LATEST" : name.qualifier;
  lambda.core.store.put(Functions::part_key(*function, "runtime-management", qualifier), to_text(config));
  config["FunctionArn"] = function->named(qualifier).arn();
  return config;
}

}  // namespace orrery::lambda
