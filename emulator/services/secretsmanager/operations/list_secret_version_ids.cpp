#include "services/secretsmanager/operations/operations.h"

namespace orrery::secretsmanager {
namespace {

// A version without labels has none to show.
json::object shown(json::object version) {
  if (version.at("VersionStages").as_array().empty()) version.erase("VersionStages");
  return version;
}

}  // namespace

json::object list_secret_version_ids(SecretsManager& manager, const Input& input) {
  const json::object secret = manager.secrets.existing(input.context, input.text("SecretId", 1, 2048));
  const bool deprecated = input.flag("IncludeDeprecated");
  const auto most = static_cast<std::size_t>(input.maybe_number("MaxResults", 1, 100).value_or(100));
  const auto token = input.maybe_text("NextToken");
  bool reached = !token;
  json::object answer = identity(secret);
  json::array list;
  for (const json::value& version : secret.at("versions").as_array()) {
    const std::string_view id = view(version.at("VersionId").as_string());
    if (!reached) {
      reached = id == *token;
      continue;
    }
    if (!deprecated && version.at("VersionStages").as_array().empty()) continue;
    if (list.size() == most) {
      answer["NextToken"] = list.back().at("VersionId");
      break;
    }
    list.push_back(shown(version.as_object()));
  }
  if (!reached) throw AwsError("InvalidNextTokenException", "The NextToken value is invalid.");
  answer["Versions"] = std::move(list);
  return answer;
}

}  // namespace orrery::secretsmanager
