#include "services/secretsmanager/members.h"
#include "services/secretsmanager/operations/operations.h"

namespace orrery::secretsmanager {

json::object tag_resource(SecretsManager& manager, const Input& input) {
  json::object secret = manager.secrets.usable(input.context, input.text("SecretId", 1, 2048));
  add_tags(secret, input.list("Tags"));
  manager.secrets.save_changed(input.context, secret);
  return {};
}

}  // namespace orrery::secretsmanager
