#include "core/arn.h"
#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/policy.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {

json::object add_layer_version_permission(Lambda& lambda, const Input& input) {
  const std::string_view action = input.text("Action"), id = input.text("StatementId", 1, 100);
  if (action != "lambda:GetLayerVersion")
    throw validation("1 validation error detected: Value '" + std::string(action) +
                     "' at 'action' failed to satisfy constraint: Member must satisfy regular expression "
                     "pattern: lambda:GetLayerVersion");
  LayerVersion version = existing_layer_version(lambda.layers, input, NotFound::by_arn);
  json::value& statements = version.policy["Statement"];
  if (!statements.is_array()) statements.emplace_array();
  for (const json::value& other : statements.get_array())
    if (other.as_object().at("Sid") == boost_view(id))
      throw conflict("The statement id (" + std::string(id) +
                     ") provided already exists. Please provide a new statement id, or remove the existing "
                     "statement.");
  check_layer_revision(version, input);
  const std::string_view principal = input.text("Principal");
  json::object statement{{"Sid", id}, {"Effect", "Allow"}};
  if (principal == "*")
    statement["Principal"] = "*";
  else
    statement["Principal"] =
        json::object{{"AWS", principal.starts_with("arn:") ? std::string(principal)
                                                           : root_arn(input.context.region, principal)}};
  statement["Action"] = action;
  statement["Resource"] = version.layer.arn(version.number);
  if (const auto organization = input.maybe_text("OrganizationId"))
    statement["Condition"] = json::object{{"StringEquals", {{"aws:PrincipalOrgID", *organization}}}};
  statements.get_array().push_back(statement);
  version.policy["RevisionId"] = lambda.entropy.uuid();
  lambda.layers.save(version);
  return {{"Statement", to_text(statement)}, {"RevisionId", version.policy["RevisionId"]}};
}

}  // namespace orrery::lambda
