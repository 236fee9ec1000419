#include "services/secretsmanager/operations/operations.h"

namespace orrery::secretsmanager {

json::object get_resource_policy(SecretsManager& manager, const Input& input) {
  const json::object secret = manager.secrets.existing(input.context, input.text("SecretId", 1, 2048));
  json::object answer = identity(secret);
  if (const json::value* policy = find(secret, "policy")) answer["ResourcePolicy"] = *policy;
  return answer;
}

}  // namespace orrery::secretsmanager
