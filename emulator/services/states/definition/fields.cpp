#include "services/states/definition/fields.h"

namespace orrery::states {
namespace {

std::string_view type_name(json::kind kind) {
  switch (kind) {
    case json::kind::string:
      return "String";
    case json::kind::int64:
      return "Integer";
    case json::kind::bool_:
      return "Boolean";
    case json::kind::array:
      return "Array";
    case json::kind::object:
      return "Object";
    default:
      return "Number";
  }
}

}  // namespace

void Fields::complain(const std::string& message, const std::string& field, const std::string& code) const {
  diagnostics_.push_back({code, message, field.empty() ? location_ : at(field)});
}

bool Fields::has(std::string_view name) const { return object_.contains(name); }
const json::value* Fields::raw(std::string_view name) const { return object_.if_contains(name); }

void Fields::require(std::initializer_list<std::string_view> names) const {
  std::string absent;
  for (const auto name : names) {
    if (has(name)) continue;
    absent += absent.empty() ? "" : ", ";
    absent += name;
  }
  if (!absent.empty()) complain("These fields are required: [" + absent + "]");
}

void Fields::refuse_unknown(const std::set<std::string_view>& known) const {
  for (const auto& [name, value] : object_) {
    if (!known.contains(std::string_view(name))) complain("Field is not supported", std::string(name));
  }
}

std::string Fields::text(std::string_view name) const {
  const json::value* value = raw(name);
  if (!value) return {};
  if (value->is_string()) return std::string(view(value->get_string()));
  complain("Expected value of type String", std::string(name));
  return {};
}

std::optional<bool> Fields::flag(std::string_view name) const {
  const json::value* value = raw(name);
  if (!value) return std::nullopt;
  if (value->is_bool()) return value->get_bool();
  complain("Expected value of type Boolean", std::string(name));
  return std::nullopt;
}

std::optional<double> Fields::number(std::string_view name, double least, double most, bool whole) const {
  const json::value* value = raw(name);
  if (!value) return std::nullopt;
  if (!value->is_number() || (whole && !integer_of(*value))) {
    complain(std::string("Expected value of type ") + (whole ? "Integer" : "Number"), std::string(name));
    return std::nullopt;
  }
  const double number = number_of(*value);
  if (number < least) {
    complain("Value must be greater than or equal to " + std::to_string(static_cast<std::int64_t>(least)),
             std::string(name));
    return std::nullopt;
  }
  if (number > most) {
    complain("Value must be less than or equal to " + std::to_string(static_cast<std::int64_t>(most)),
             std::string(name));
    return std::nullopt;
  }
  return number;
}

std::vector<std::string> Fields::texts(std::string_view name) const {
  std::vector<std::string> found;
  const json::array* values = list(name);
  if (!values) return found;
  for (const auto& value : *values) {
    if (value.is_string()) {
      found.emplace_back(view(value.get_string()));
    } else {
      complain("Expected value of type String", std::string(name) + "[" + std::to_string(found.size()) + "]");
      return found;
    }
  }
  return found;
}

const json::object* Fields::object(std::string_view name) const {
  const json::value* value = raw(name);
  if (!value) return nullptr;
  if (value->is_object()) return &value->get_object();
  complain("Expected value of type Object", std::string(name));
  return nullptr;
}

const json::array* Fields::list(std::string_view name) const {
  const json::value* value = raw(name);
  if (!value) return nullptr;
  if (value->is_array()) return &value->get_array();
  complain("Expected value of type Array", std::string(name));
  return nullptr;
}

PathField Fields::path_field(std::string_view name) const {
  PathField field;
  const json::value* value = raw(name);
  if (!value) return field;
  if (value->is_null()) {
    field.discards = true;
    return field;
  }
  if (!value->is_string()) {
    complain("Expected value of type String", std::string(name));
    return field;
  }
  try {
    field.path = Path::parse(view(value->get_string()));
  } catch (const PathError&) {
    complain("Value is not a valid JSONPath", std::string(name));
  }
  return field;
}

PathField Fields::reference_field(std::string_view name) const {
  PathField field = path_field(name);
  if (field.path && (!field.path->reference() || field.path->root != Path::Root::input)) {
    complain("Value is not a Reference Path", std::string(name));
  }
  return field;
}

std::string Fields::told(std::string_view name) const {
  const std::string_view last = std::string_view(location_).substr(location_.rfind('/') + 1);
  const bool entry = last.starts_with("Choices[") || last.starts_with("Catch[");
  return (entry ? std::string(last) + "/" : std::string()) + std::string(name);
}

std::optional<Template> Fields::guarded(const std::function<Template()>& compile) const {
  try {
    return compile();
  } catch (const TemplateError& error) {
    diagnostics_.push_back({failed, error.message, at(error.location.substr(told("").size()))});
    return std::nullopt;
  }
}

std::optional<Template> Fields::payload(std::string_view name, QueryLanguage language) const {
  const json::value* value = raw(name);
  if (!value) return std::nullopt;
  return guarded([&] { return Template::compile(*value, language, told(name)); });
}

std::optional<Template> Fields::computed(std::string_view name, QueryLanguage language, json::kind constant,
                                         bool intrinsics) const {
  const std::string as_path = std::string(name) + "Path";
  if (language == QueryLanguage::json_path && has(as_path)) {
    if (has(name))
      complain("Only one of '" + std::string(name) + "' and '" + as_path + "' is allowed", as_path);
    const std::string source = text(as_path);
    if (source.empty()) return std::nullopt;
    if (looks_intrinsic(source) && !intrinsics) {
      complain("Value is not a valid JSONPath", as_path);
      return std::nullopt;
    }
    return guarded([&] { return Template::computed(source, language, told(as_path)); });
  }
  const json::value* value = raw(name);
  if (!value) return std::nullopt;
  if (language == QueryLanguage::jsonata && value->is_string() && jsonata_body(view(value->get_string()))) {
    return guarded([&] { return Template::compile(*value, language, told(name)); });
  }
  const bool fits = constant == json::kind::int64     ? integer_of(*value).has_value()
                    : constant == json::kind::double_ ? value->is_number()
                                                      : value->kind() == constant;
  if (!fits) {
    complain("Expected value of type " + std::string(type_name(constant)), std::string(name));
    return std::nullopt;
  }
  return Template::constant(*value);
}

}  // namespace orrery::states
