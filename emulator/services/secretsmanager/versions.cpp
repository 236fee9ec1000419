#include "services/secretsmanager/versions.h"

#include <algorithm>
#include <cmath>

namespace orrery::secretsmanager {
namespace {

constexpr std::size_t most_versions = 100;

json::array& versions_of(json::object& secret) { return secret.at("versions").as_array(); }
json::array& stages_of(json::object& version) { return version.at("VersionStages").as_array(); }

bool has_stage(const json::object& version, std::string_view stage) {
  const json::array& stages = version.at("VersionStages").as_array();
  return std::any_of(stages.begin(), stages.end(),
                     [&](const json::value& one) { return view(one.as_string()) == stage; });
}

// The oldest without labels go where there are too many; those of the last day stay.
void drop_surplus(Secrets& secrets, const Context& context, json::object& secret) {
  json::array& versions = versions_of(secret);
  for (std::size_t i = 0; i < versions.size() && versions.size() > most_versions;) {
    json::object& version = versions[i].as_object();
    if (!stages_of(version).empty() || version.at("CreatedDate").to_number<double>() > secrets.now() - day) {
      ++i;
      continue;
    }
    secrets.erase_value(context, text_of(secret, "Name"), text_of(version, "VersionId"));
    versions.erase(versions.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

AwsError no_value(std::string_view what, std::string_view which) {
  return {"ResourceNotFoundException", "Secrets Manager can't find the specified secret value for " +
                                           std::string(what) + ": " + std::string(which)};
}

}  // namespace

json::object* find_version(json::object& secret, std::string_view id) {
  for (json::value& version : versions_of(secret))
    if (find_text(version.as_object(), "VersionId") == id) return &version.as_object();
  return nullptr;
}

json::object* find_staged(json::object& secret, std::string_view stage) {
  for (json::value& version : versions_of(secret))
    if (has_stage(version.as_object(), stage)) return &version.as_object();
  return nullptr;
}

void detach(json::object& version, std::string_view stage) {
  json::array& stages = stages_of(version);
  const auto at = std::find_if(stages.begin(), stages.end(),
                               [&](const json::value& one) { return view(one.as_string()) == stage; });
  if (at != stages.end()) stages.erase(at);
}

void attach(json::object& secret, std::string_view stage, json::object& version) {
  json::object* before = find_staged(secret, stage);
  if (before == &version) return;
  if (before) detach(*before, stage);
  if (before && stage == current) attach(secret, "AWSPREVIOUS", *before);
  json::array& stages = stages_of(version);
  const auto at = std::find_if(stages.begin(), stages.end(),
                               [&](const json::value& one) { return view(one.as_string()) > stage; });
  stages.insert(at, json::value(boost_view(stage)));
}

json::object value_in(const Input& input) {
  constexpr std::size_t most = 65536;
  json::object value;
  if (input.has("SecretString")) value["SecretString"] = boost_view(input.text("SecretString", 1, most));
  if (input.has("SecretBinary")) {
    if (!value.empty())
      throw invalid_parameter(
          "You can't specify both a binary secret value and a string secret value in the "
          "same secret.");
    if (const std::size_t size = input.blob("SecretBinary").size(); size == 0 || size > most)
      throw AwsError(
          "ValidationException",
          "1 validation error detected: Value at 'secretBinary' failed to satisfy constraint: "
          "Member must have length " +
              std::string(size == 0 ? "greater than or equal to 1" : "less than or equal to 65536"));
    value["SecretBinary"] = boost_view(input.text("SecretBinary"));
  }
  return value;
}

std::string version_id(const Input& input, const std::function<std::string()>& make) {
  const auto token = input.maybe_text("ClientRequestToken");
  if (!token) return make();
  if (token->size() < 32 || token->size() > 64)
    throw invalid_parameter("ClientRequestToken must be 32-64 characters long.");
  return std::string(*token);
}

void add_empty_version(Secrets& secrets, json::object& secret, const std::string& id,
                       const std::vector<std::string>& stages) {
  json::object* version = find_version(secret, id);
  if (!version) {
    json::array& versions = versions_of(secret);
    versions.push_back(
        json::object{{"VersionId", id},
                     {"CreatedDate", secrets.now()},
                     {"VersionStages", json::array()},
                     {"KmsKeyIds", json::array{text_of(secret, "KmsKeyId", "DefaultEncryptionKey")}}});
    version = &versions.back().as_object();
  }
  for (const std::string& stage : stages) attach(secret, stage, *version);
}

void add_version(Secrets& secrets, const Context& context, json::object& secret, const std::string& id,
                 const json::object& value, const std::vector<std::string>& stages) {
  const std::string name = text_of(secret, "Name");
  if (const auto before = secrets.value(context, name, id)) {
    if (*before == value) return;
    throw AwsError("ResourceExistsException",
                   "You can't use ClientRequestToken " + id +
                       " because that value is already in use for a version of secret " +
                       text_of(secret, "ARN") + ".");
  }
  add_empty_version(secrets, secret, id, stages);
  if (!find_staged(secret, current)) attach(secret, current, *find_version(secret, id));
  secrets.put_value(context, name, id, value);
  drop_surplus(secrets, context, secret);
}

json::object read_value(Secrets& secrets, const Context& context, json::object secret,
                        std::optional<std::string_view> id, std::optional<std::string_view> stage) {
  if (!id && !stage) stage = current;
  json::object* version = id ? find_version(secret, *id) : find_staged(secret, *stage);
  if (id && version && stage && !has_stage(*version, *stage))
    throw invalid_request("You provided a VersionStage that is not associated to the provided VersionId.");
  const std::string name = text_of(secret, "Name");
  const auto value = version ? secrets.value(context, name, text_of(*version, "VersionId")) : std::nullopt;
  if (!value) throw id ? no_value("VersionId", *id) : no_value("staging label", *stage);
  json::object answer = identity(secret);
  for (const char* member : {"VersionId", "VersionStages", "CreatedDate"})
    answer[member] = version->at(member);
  for (const auto& [member, content] : *value) answer[member] = content;
  // To the day only.
  const json::value today = std::floor(secrets.now() / day) * day;
  if (const json::value* last = find(*version, "LastAccessedDate"); !last || *last != today) {
    (*version)["LastAccessedDate"] = today;
    secret["LastAccessedDate"] = today;
    secrets.save(context, secret);
  }
  return answer;
}

}  // namespace orrery::secretsmanager
