#include "services/secretsmanager/operations/operations.h"
#include "services/secretsmanager/versions.h"

namespace orrery::secretsmanager {

json::object cancel_rotate_secret(SecretsManager& manager, const Input& input) {
  json::object secret = manager.secrets.usable(input.context, input.text("SecretId", 1, 2048));
  if (!find(secret, "RotationLambdaARN"))
    throw invalid_request("You can't cancel the rotation of a secret that was never configured to rotate.");
  secret["RotationEnabled"] = false;
  secret.erase("NextRotationDate");
  manager.secrets.save_changed(input.context, secret);
  manager.rotations.unschedule(secret);
  json::object answer = identity(secret);
  if (const json::object* waiting = find_staged(secret, pending))
    answer["VersionId"] = waiting->at("VersionId");
  return answer;
}

}  // namespace orrery::secretsmanager
