#include "services/secretsmanager/members.h"
#include "services/secretsmanager/operations/operations.h"

namespace orrery::secretsmanager {

json::object put_resource_policy(SecretsManager& manager, const Input& input) {
  input.refuse_unsupported({"BlockPublicPolicy"});
  json::object secret = manager.secrets.usable(input.context, input.text("SecretId", 1, 2048));
  const std::string_view policy = input.text("ResourcePolicy", 1, 20480);
  if (!is_policy(policy)) throw malformed_policy();
  secret["policy"] = boost_view(policy);
  manager.secrets.save(input.context, secret);
  return identity(secret);
}

}  // namespace orrery::secretsmanager
