#include "services/ssm/parameters.h"

#include "core/arn.h"
#include "core/key.h"

namespace orrery::ssm {
namespace {

std::string base(const Context& context) {
  return Key("ssm").text("parameter").text(context.account).text(context.region).bytes();
}

}  // namespace

std::optional<json::object> Parameters::find(const Context& context, std::string_view name) const {
  const auto bytes = store_.get(base(context) + std::string(name));
  if (!bytes) return std::nullopt;
  return parse_json(*bytes).value().as_object();
}

void Parameters::save(const Context& context, std::string_view name, const json::object& parameter) {
  store_.put(base(context) + std::string(name), to_text(parameter));
}

void Parameters::erase(const Context& context, std::string_view name) {
  store_.erase(base(context) + std::string(name));
}

void Parameters::each(const Context& context, std::string_view prefix, std::string_view after,
                      const std::function<bool(std::string_view, json::object)>& visit) const {
  const std::string own = base(context);
  const std::string lower = own + std::string(std::max(prefix, after));
  for (Cursor at = store_.range(lower, prefix_end(own + std::string(prefix))); at.valid(); at.next()) {
    const std::string_view name = at.key().substr(own.size());
    if (name > after && !visit(name, parse_json(at.value()).value().as_object())) return;
  }
}

AwsError not_found(std::string_view name) {
  return {"ParameterNotFound", "Parameter " + std::string(name) + " not found."};
}

std::optional<json::object> select(const Parameters& parameters, const Context& context,
                                   std::string_view selector) {
  std::string name(selector);
  if (const auto arn = parse_arn(selector); arn && arn->service == "ssm") {
    name = arn->resource.substr(std::string_view("parameter").size());
    // The slash after "parameter" belongs to the name only where the name has others.
    if (name.find('/', 1) == std::string::npos && name.starts_with('/')) name.erase(0, 1);
  }
  std::string version;
  if (const auto colon = name.rfind(':'); colon != std::string::npos) {
    version = name.substr(colon + 1);
    name.resize(colon);
  }
  auto parameter = parameters.find(context, name);
  if (!parameter) return std::nullopt;
  if (!version.empty()) {
    if (std::to_string(find_number(*parameter, "Version").value_or(0)) != version) {
      throw AwsError("ParameterVersionNotFound",
                     "Systems Manager could not find version " + version + " of " + name + ".");
    }
    (*parameter)["Selector"] = ":" + version;
  }
  parameter->erase("description");
  parameter->erase("tier");
  return parameter;
}

}  // namespace orrery::ssm
