#include "services/lambda/configuration.h"
#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"

namespace orrery::lambda {

json::object update_function_configuration(Lambda& lambda, const Input& input) {
  FunctionRecord function = *lambda.function(input);
  check_revision(input, find_text(function.configuration, "RevisionId").value_or(""));
  apply_settings(function.configuration, input);
  stamp(function.configuration, lambda.core.clock, lambda.entropy);
  lambda.save_changed(function);
  return function.configuration;
}

}  // namespace orrery::lambda
