#include "services/lambda/configuration.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/policy.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {

json::object remove_permission(Lambda& lambda, const Input& input) {
  FunctionName name = parse_function_name(input.text("FunctionName"),
                                          input.maybe_text("Qualifier").value_or(""), input.context);
  FunctionRecord function = *lambda.functions.get(name, input.context);
  json::object* policy = find_policy(function, name.qualifier);
  if (!policy) throw not_found("No policy is associated with the given resource.");
  check_revision(input, find_text(*policy, "RevisionId").value_or(""));
  const std::string_view id = input.text("StatementId");
  json::array& statements = policy->at("Policy").as_object().at("Statement").as_array();
  const auto found = std::find_if(statements.begin(), statements.end(), [id](const json::value& statement) {
    return statement.as_object().at("Sid") == boost_view(id);
  });
  if (found == statements.end())
    throw not_found("Statement " + std::string(id) + " is not found in resource policy.");
  statements.erase(found);
  if (statements.empty())
    function.policies.erase(name.qualifier);
  else
    (*policy)["RevisionId"] = lambda.entropy.uuid();
  lambda.functions.save(function);
  return {};
}

}  // namespace orrery::lambda
