#include "services/secretsmanager/operations/operations.h"
#include "services/secretsmanager/versions.h"

namespace orrery::secretsmanager {
namespace {

constexpr std::size_t most_stages = 20;

std::vector<std::string> stages_of(const Input& input) {
  const json::array* list = input.maybe_list("VersionStages");
  if (!list) return {std::string(current)};
  if (list->empty() || list->size() > most_stages)
    throw AwsError("ValidationException",
                   "1 validation error detected: Value '" + to_text(*list) +
                       "' at 'versionStages' failed to satisfy constraint: Member must have length " +
                       (list->empty() ? "greater than or equal to 1" : "less than or equal to 20"));
  std::vector<std::string> stages;
  for (const json::value& stage : *list) {
    if (!stage.is_string()) throw AwsError("SerializationException", "Expected string or null");
    stages.emplace_back(view(stage.get_string()));
  }
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
