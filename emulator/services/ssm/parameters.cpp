#include "services/ssm/parameters.h"

#include <algorithm>
#include <vector>

#include "core/arn.h"
#include "core/digest.h"
#include "core/key.h"
#include "core/number.h"
#include "core/record.h"

namespace orrery::ssm {
namespace {

std::string base(const Context& context) {
  return Key("ssm").text("parameter").text(context.account).text(context.region).bytes();
}

// "name" and "/name" are the same parameter; with more slashes the first is needed.
std::string full(std::string_view name) { return (name.starts_with('/') ? "" : "/") + std::string(name); }

Key versions_of(const Context& context, std::string_view name) {
  return Key("ssm").text("version").text(context.account).text(context.region).text(full(name));
}

constexpr std::int64_t most_versions = 100;

constexpr const char* ours[] = {"description", "tier", "pattern", "key", "tags", "labels", "user"};

}  // namespace

std::optional<json::object> Parameters::find(const Context& context, std::string_view name) const {
  const auto bytes = store_.get(base(context) + full(name));
  if (!bytes) return std::nullopt;
  return stored_object(*bytes);
}

void Parameters::save(const Context& context, std::string_view name, const json::object& parameter) {
  store_.put(base(context) + full(name), to_text(parameter));
}

void Parameters::erase(const Context& context, std::string_view name) {
  store_.erase(base(context) + full(name));
  std::vector<std::string> keys;
  for (Cursor at = store_.scan(versions_of(context, name)); at.valid(); at.next())
    keys.emplace_back(at.key());
  for (const std::string& key : keys) store_.erase(key);
}

void Parameters::keep(const Context& context, std::string_view name, const json::object& version) {
  const std::int64_t number = find_number(version, "Version").value_or(0);
  store_.put(versions_of(context, name).number(static_cast<std::uint64_t>(number)), to_text(version));
  if (number >= most_versions)
    store_.erase(versions_of(context, name).number(static_cast<std::uint64_t>(number - most_versions + 1)));
}

std::optional<json::object> Parameters::version(const Context& context, std::string_view name,
                                                std::int64_t number) const {
  auto newest = find(context, name);
  if (!newest || find_number(*newest, "Version") == number) return newest;
  const auto bytes = store_.get(versions_of(context, name).number(static_cast<std::uint64_t>(number)));
  if (!bytes) return std::nullopt;
  return stored_object(*bytes);
}

json::object shown(json::object parameter) {
  for (const char* member : ours) parameter.erase(member);
  return parameter;
}

json::object described(json::object parameter) {
  const auto show = [&parameter](const char* from, const char* to) {
    if (const auto text = find_text(parameter, from)) parameter[to] = json::string(boost_view(*text));
  };
  show("tier", "Tier");
  show("description", "Description");
  show("pattern", "AllowedPattern");
  show("key", "KeyId");
  show("user", "LastModifiedUser");
  parameter["Policies"] = json::array();
  parameter.erase("Value");
  return shown(std::move(parameter));
}

// A stand-in for what KMS makes of it: it looks alike, stays the same, and tells nothing.
void seal(const Input& input, json::object& parameter) {
  if (find_text(parameter, "Type") != "SecureString" || input.flag("WithDecryption")) return;
  parameter["Value"] = "AQICAH" + to_base64(sha256(to_text(parameter)));
}

json::object existing(const Parameters& parameters, const Context& context, std::string_view name) {
  if (auto parameter = parameters.find(context, name)) return *std::move(parameter);
  throw not_found(name);
}

std::optional<std::int64_t> version_in(std::string_view text) { return read_number<std::int64_t>(text); }

AwsError version_not_found(std::string_view name, std::string_view version) {
  return {"ParameterVersionNotFound", "Systems Manager could not find version " + std::string(version) +
                                          " of " + std::string(name) + ". Verify the version and try again."};
}

void Parameters::each(const Context& context, std::string_view prefix, std::string_view after,
                      const std::function<bool(std::string_view, json::object)>& visit) const {
  const std::string own = base(context);
  const std::string lower = own + std::string(std::max(prefix, after));
  for (Cursor at = store_.range(lower, prefix_end(own + std::string(prefix))); at.valid(); at.next()) {
    const std::string_view name = at.key().substr(own.size());
    if (name > after && !visit(name, stored_object(at.value()))) return;
  }
}

AwsError not_found(std::string_view name) {
  return {"ParameterNotFound", "Parameter " + std::string(name) + " not found."};
}

std::optional<json::object> select(const Parameters& parameters, const Context& context,
                                   std::string_view selector) {
  std::string name(selector);
  const auto arn = parse_arn(selector);
  const bool by_arn = arn && arn->service == "ssm";
  if (by_arn) {
    name = arn->resource.substr(std::string_view("parameter").size());
  }
  std::string version;
  if (const auto colon = name.rfind(':'); colon != std::string::npos) {
    version = name.substr(colon + 1);
    name.resize(colon);
  }
  if (name.find("//") != name.npos || (!name.starts_with('/') && name.find('/') != name.npos))
    throw AwsError("ValidationException", path_rule);
  const auto newest = parameters.find(context, name);
  if (!newest) return std::nullopt;
  json::object answer;
  if (version.empty()) {
    answer = shown(*newest);
  } else {
    const json::object* labels = find_object(*newest, "labels");
    const auto labelled = labels ? find_number(*labels, version) : std::nullopt;
    const auto number = labelled ? labelled : version_in(version);
    const auto selected = number ? parameters.version(context, name, *number) : std::nullopt;
    if (!selected) throw version_not_found(name, version);
    answer = shown(*selected);
    answer["Selector"] = ":" + version;
  }
  if (!by_arn) answer["Name"] = name;  // as it was asked for
  return answer;
}

std::vector<std::string_view> names_of(const Input& input) {
  constexpr std::size_t most = 10;
  const json::array& list = input.list("Names");
  std::vector<std::string_view> names;
  std::string shown;
  for (const json::value& item : list) {
    if (!item.is_string()) throw AwsError("SerializationException", "Expected string or null");
    const std::string_view name = view(item.get_string());
    shown += (shown.empty() ? "" : ", ") + std::string(name);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  if (list.empty() || list.size() > most)
    throw AwsError("ValidationException",
                   "1 validation error detected: Value '[" + shown +
                       "]' at 'names' failed to satisfy constraint: Member must have length " +
                       (list.empty() ? "greater than or equal to 1" : "less than or equal to 10"));
  return names;
}

}  // namespace orrery::ssm
