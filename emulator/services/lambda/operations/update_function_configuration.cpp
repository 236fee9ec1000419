#include "services/lambda/configuration.h"
#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/settings.h"

namespace orrery::lambda {

json::object update_function_configuration(Lambda& lambda, const Input& input) {
  Complaints complaints;
  check_settings(complaints, input);
  complaints.refuse();
  FunctionRecord function = *lambda.function(input);
  check_revision(input, find_text(function.configuration, "RevisionId").value_or(""));
  apply_settings(function.configuration, input);
  apply_layers(function, lambda.layers, input);
  stamp(function.configuration, lambda.core.clock, lambda.entropy);
  json::object answered = just_updated(function.configuration);
  function.configuration["RevisionId"] = lambda.entropy.uuid();
  lambda.save_changed(function);
  return answered;
}

}  // namespace orrery::lambda
