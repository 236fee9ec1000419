#include "services/secretsmanager/operations/operations.h"

namespace orrery::secretsmanager {

json::object restore_secret(SecretsManager& manager, const Input& input) {
  json::object secret = manager.secrets.existing(input.context, input.text("SecretId", 1, 2048));
  secret.erase("DeletedDate");
  manager.secrets.save(input.context, secret);
  manager.rotations.schedule(input.context, secret);
  return identity(secret);
}

}  // namespace orrery::secretsmanager
