#include <algorithm>

#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/policy.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {

json::object remove_layer_version_permission(Lambda& lambda, const Input& input) {
  LayerVersion version = existing_layer_version(lambda.layers, input, NotFound::by_arn);
  check_layer_revision(version, input);
  const std::string_view id = input.text("StatementId");
  json::value& statements = version.policy["Statement"];
  if (!statements.is_array()) statements.emplace_array();
  json::array& list = statements.get_array();
  const auto found = std::find_if(list.begin(), list.end(), [id](const json::value& statement) {
    return statement.as_object().at("Sid") == boost_view(id);
  });
  if (found == list.end())
    throw not_found("Statement " + std::string(id) + " is not found in resource policy.");
  list.erase(found);
  version.policy["RevisionId"] = lambda.entropy.uuid();
  if (list.empty()) version.policy.clear();
  lambda.layers.save(version);
  return {};
}

}  // namespace orrery::lambda
