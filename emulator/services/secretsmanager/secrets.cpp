#include "services/secretsmanager/secrets.h"

#include <vector>

#include "core/arn.h"
#include "core/key.h"
#include "core/record.h"
#include "core/tags.h"

namespace orrery::secretsmanager {
namespace {

constexpr std::string_view name_letters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/_+=.@!";
constexpr std::size_t ending = 7;  // of an ARN: a hyphen and six letters

constexpr std::string_view ours[] = {"versions", "tags", "policy"};

Key secrets_of(const Context& context) {
  return Key("secretsmanager").text("secret").text(context.account).text(context.region);
}

Key values_of(const Context& context, std::string_view name) {
  return Key("secretsmanager").text("value").text(context.account).text(context.region).text(name);
}

}  // namespace

AwsError invalid_parameter(std::string_view why) { return {"InvalidParameterException", std::string(why)}; }
AwsError invalid_request(std::string_view why) { return {"InvalidRequestException", std::string(why)}; }

void check_name(std::string_view name) {
  if (name.find_first_not_of(name_letters) != name.npos)
    throw AwsError("ValidationException",
                   "Invalid name. Must be a valid name containing alphanumeric characters, or any of the "
                   "following: -/_+=.@!");
}

bool is_marked(const json::object& secret) { return find(secret, "DeletedDate") != nullptr; }

bool Secrets::is_gone(const json::object& secret) const {
  const json::value* when = orrery::find(secret, "DeletedDate");
  return when && when->to_number<double>() <= now();
}

std::optional<json::object> Secrets::find(const Context& context, std::string_view id) const {
  const auto named = [&](std::string_view name) -> std::optional<json::object> {
    const auto bytes = store_.get(secrets_of(context).text(name));
    if (!bytes) return std::nullopt;
    json::object secret = stored_object(*bytes);
    return is_gone(secret) ? std::nullopt : std::optional(std::move(secret));
  };
  constexpr std::string_view kind = "secret:";
  const auto arn = parse_arn(id);
  if (!arn || arn->service != "secretsmanager" || !arn->resource.starts_with(kind)) {
    check_name(id);
    return named(id);
  }
  const std::string_view name = std::string_view(arn->resource).substr(kind.size());
  if (name.size() > ending)
    if (auto whole = named(name.substr(0, name.size() - ending)); whole && text_of(*whole, "ARN") == id)
      return whole;
  auto partial = named(name);
  const std::string full = partial ? text_of(*partial, "ARN") : "";
  return full.starts_with(id) && full.size() == id.size() + ending ? partial : std::nullopt;
}

json::object Secrets::existing(const Context& context, std::string_view id) const {
  if (auto secret = find(context, id)) return *std::move(secret);
  throw AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
}

json::object Secrets::usable(const Context& context, std::string_view id) const {
  json::object secret = existing(context, id);
  if (is_marked(secret))
    throw invalid_request(
        "You can't perform this operation on the secret because it was marked for deletion.");
  return secret;
}

void Secrets::save(const Context& context, const json::object& secret) {
  store_.put(secrets_of(context).text(text_of(secret, "Name")), to_text(secret));
}

void Secrets::save_changed(const Context& context, json::object& secret) {
  secret["LastChangedDate"] = now();
  save(context, secret);
}

void Secrets::erase(const Context& context, std::string_view name) {
  std::vector<std::string> keys{secrets_of(context).text(name).bytes()};
  for (Cursor at = store_.scan(values_of(context, name)); at.valid(); at.next()) keys.emplace_back(at.key());
  for (const std::string& key : keys) store_.erase(key);
}

void Secrets::each(const Context& context, const std::function<void(json::object)>& visit) const {
  for (Cursor at = store_.scan(secrets_of(context)); at.valid(); at.next()) {
    json::object secret = stored_object(at.value());
    if (!is_gone(secret)) visit(std::move(secret));
  }
}

void Secrets::each_of_all(const std::function<void(const Context&, json::object)>& visit) const {
  for (Cursor at = store_.scan(Key("secretsmanager").text("secret")); at.valid(); at.next()) {
    KeyReader key(at.key());
    key.text();
    key.text();
    Context owner;
    owner.account = key.text();
    owner.region = key.text();
    visit(owner, stored_object(at.value()));
  }
}

std::optional<json::object> Secrets::value(const Context& context, std::string_view name,
                                           std::string_view version) const {
  const auto bytes = store_.get(values_of(context, name).text(version));
  return bytes ? std::optional(stored_object(*bytes)) : std::nullopt;
}

void Secrets::put_value(const Context& context, std::string_view name, std::string_view version,
                        const json::object& value) {
  store_.put(values_of(context, name).text(version), to_text(value));
}

void Secrets::erase_value(const Context& context, std::string_view name, std::string_view version) {
  store_.erase(values_of(context, name).text(version));
}

json::object identity(const json::object& secret) {
  return {{"ARN", secret.at("ARN")}, {"Name", secret.at("Name")}};
}

json::object described(const json::object& secret, std::string_view stages) {
  json::object shown = secret;
  for (const std::string_view member : ours) shown.erase(boost_view(member));
  if (const json::object* tags = find_object(secret, "tags")) shown["Tags"] = tag_list(*tags);
  json::object labels;
  for (const json::value& version : secret.at("versions").as_array())
    if (!version.at("VersionStages").as_array().empty())
      labels[version.at("VersionId").as_string()] = version.at("VersionStages");
  if (!labels.empty()) shown[boost_view(stages)] = std::move(labels);
  return shown;
}

}  // namespace orrery::secretsmanager
