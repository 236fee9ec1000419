#include "services/secretsmanager/members.h"
#include "services/secretsmanager/operations/operations.h"
#include "services/secretsmanager/versions.h"

namespace orrery::secretsmanager {

json::object update_secret(SecretsManager& manager, const Input& input) {
  input.refuse_unsupported({"Type"});
  json::object secret = manager.secrets.usable(input.context, input.text("SecretId", 1, 2048));
  describe(input, secret);
  const json::object value = value_in(input);
  json::object answer = identity(secret);
  if (!value.empty()) {
    const std::string id = version_id(input, [&] { return manager.entropy.uuid(); });
    add_version(manager.secrets, input.context, secret, id, value, {std::string(current)});
    answer["VersionId"] = id;
  }
  manager.secrets.save_changed(input.context, secret);
  return answer;
}

}  // namespace orrery::secretsmanager
