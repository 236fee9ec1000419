#include "services/lambda/operations/operations.h"
#include "services/lambda/policy.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {

json::object get_policy(Lambda& lambda, const Input& input) {
  FunctionName name = parse_function_name(input.text("FunctionName"),
                                          input.maybe_text("Qualifier").value_or(""), input.context);
  FunctionRecord function = *lambda.functions.get(name, input.context);
  const json::object* policy = find_policy(function, name.qualifier);
  if (!policy) throw not_found("The resource you requested does not exist.");
  return {{"Policy", to_text(policy->at("Policy"))},
          {"RevisionId", revision_of(lambda, function, name.qualifier)}};
}

}  // namespace orrery::lambda
