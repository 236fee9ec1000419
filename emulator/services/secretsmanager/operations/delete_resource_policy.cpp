#include "services/secretsmanager/operations/operations.h"

namespace orrery::secretsmanager {

json::object delete_resource_policy(SecretsManager& manager, const Input& input) {
  json::object secret = manager.secrets.usable(input.context, input.text("SecretId", 1, 2048));
  secret.erase("policy");
  manager.secrets.save(input.context, secret);
  return identity(secret);
}

}  // namespace orrery::secretsmanager
