#include "services/secretsmanager/operations/operations.h"

namespace orrery::secretsmanager {

json::object describe_secret(SecretsManager& manager, const Input& input) {
  return described(manager.secrets.existing(input.context, input.text("SecretId", 1, 2048)),
                   "VersionIdsToStages");
}

}  // namespace orrery::secretsmanager
