#include "services/lambda/configuration.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/policy.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {

json::object remove_permission(Lambda& lambda, const Input& input) {
  FunctionName name = parse_function_name(input.text("FunctionName"),
                                          input.maybe_text("Qualifier").value_or(""), input.context);
  const auto found_function = lambda.functions.find(name);
  if (!found_function) throw not_found("No policy found for: " + name.unqualified_arn());
  FunctionRecord function = *found_function;
  check_qualifier(lambda, function, name.qualifier);
  json::object* policy = find_policy(function, name.qualifier);
  if (!policy) throw not_found("No policy is associated with the given resource.");
  const std::string_view id = input.text("StatementId");
  json::array& statements = policy->at("Policy").as_object().at("Statement").as_array();
  const auto found = std::find_if(statements.begin(), statements.end(), [id](const json::value& statement) {
    return statement.as_object().at("Sid") == boost_view(id);
  });
  if (found == statements.end())
    throw not_found("Statement " + std::string(id) + " is not found in resource policy.");
  check_revision(input, revision_of(lambda, function, name.qualifier));
  statements.erase(found);
  if (statements.empty()) function.policies.erase(name.qualifier);
  save_with_new_revision(lambda, function, name.qualifier);
  return {};
}

}  // namespace orrery::lambda
