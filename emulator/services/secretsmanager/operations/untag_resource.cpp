#include "services/secretsmanager/operations/operations.h"

namespace orrery::secretsmanager {

json::object untag_resource(SecretsManager& manager, const Input& input) {
  json::object secret = manager.secrets.usable(input.context, input.text("SecretId", 1, 2048));
  const json::array& keys = input.list("TagKeys");
  if (json::value* tags = find(secret, "tags"))
    for (const json::value& key : keys)
      if (key.is_string()) tags->as_object().erase(key.get_string());
  manager.secrets.save_changed(input.context, secret);
  return {};
}

}  // namespace orrery::secretsmanager
