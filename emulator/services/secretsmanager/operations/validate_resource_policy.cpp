#include "services/secretsmanager/members.h"
#include "services/secretsmanager/operations/operations.h"

namespace orrery::secretsmanager {

json::object validate_resource_policy(SecretsManager& manager, const Input& input) {
  if (input.has("SecretId")) manager.secrets.existing(input.context, input.text("SecretId", 1, 2048));
  if (!is_policy(input.text("ResourcePolicy", 1, 20480))) throw malformed_policy();
  return {{"PolicyValidationPassed", true}, {"ValidationErrors", json::array()}};
}

}  // namespace orrery::secretsmanager
