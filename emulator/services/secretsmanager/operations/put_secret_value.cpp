#include "services/secretsmanager/members.h"
#include "services/secretsmanager/operations/operations.h"
#include "services/secretsmanager/versions.h"

namespace orrery::secretsmanager {
namespace {

std::vector<std::string> stages_of(const Input& input) {
  const json::array* list = maybe_texts(input, "VersionStages", 1, 20);
  if (!list) return {std::string(current)};
  std::vector<std::string> stages;
  for (const json::value& stage : *list) stages.emplace_back(view(stage.get_string()));
  return stages;
}

}  // namespace

json::object put_secret_value(SecretsManager& manager, const Input& input) {
  input.refuse_unsupported({"RotationToken"});
  json::object secret = manager.secrets.usable(input.context, input.text("SecretId", 1, 2048));
  const json::object value = value_in(input);
  if (value.empty()) throw invalid_request("You must provide either SecretString or SecretBinary.");
  const std::string id = version_id(input, [&] { return manager.entropy.uuid(); });
  add_version(manager.secrets, input.context, secret, id, value, stages_of(input));
  manager.secrets.save_changed(input.context, secret);
  json::object answer = identity(secret);
  answer["VersionId"] = id;
  answer["VersionStages"] = find_version(secret, id)->at("VersionStages");
  return answer;
}

}  // namespace orrery::secretsmanager
