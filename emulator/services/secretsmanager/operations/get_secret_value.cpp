#include "services/secretsmanager/operations/operations.h"
#include "services/secretsmanager/versions.h"

namespace orrery::secretsmanager {

json::object get_secret_value(SecretsManager& manager, const Input& input) {
  return read_value(manager.secrets, input.context,
                    manager.secrets.usable(input.context, input.text("SecretId", 1, 2048)),
                    input.maybe_text("VersionId"), input.maybe_text("VersionStage"));
}

}  // namespace orrery::secretsmanager
