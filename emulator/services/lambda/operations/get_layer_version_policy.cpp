#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/refusals.h"

namespace orrery::lambda {

json::object get_layer_version_policy(Lambda& lambda, const Input& input) {
  const LayerVersion version = existing_layer_version(lambda.layers, input, NotFound::by_arn);
  const json::array* statements = find_array(version.policy, "Statement");
  if (!statements) throw not_found("No policy is associated with the given resource.");
  const json::object policy{{"Version", "2012-10-17"}, {"Id", "default"}, {"Statement", *statements}};
  return {{"Policy", to_text(policy)}, {"RevisionId", version.policy.at("RevisionId")}};
}

}  // namespace orrery::lambda
