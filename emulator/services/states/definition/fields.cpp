#include "services/states/definition/fields.h"

#include <algorithm>

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

std::string bracketed(std::initializer_list<std::string_view> names) {
  std::string all;
  for (const auto name : names) all += (all.empty() ? "" : ", ") + std::string(name);
  return "[" + all + "]";
}

// Letters, digits and underscores, a letter first; what is beyond ASCII counts as a letter.
bool names_variable(std::string_view name) {
  const auto letter = [](char c) {
    return std::isalpha(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80;
  };
  return !name.empty() && letter(name[0]) && std::all_of(name.begin(), name.end(), [&](char c) {
    return letter(c) || std::isdigit(static_cast<unsigned char>(c)) || c == '_';
  });
}

}  // namespace

void Fields::complain(const std::string& message, const std::string& field, const std::string& code) const {
  diagnostics_.push_back({code, message, field.empty() ? location_ : at(field)});
}

void Fields::complain_when_asked(const std::string& message, const std::string& field) const {
  complain(message, field);
  diagnostics_.back().when_asked = true;
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

void Fields::one_of(std::initializer_list<std::string_view> names, bool needed) const {
  const auto given = std::count_if(names.begin(), names.end(), [&](auto name) { return has(name); });
  if (given > 1) complain("There should only be one of the following fields: " + bracketed(names));
  if (given == 0 && needed)
    complain("This object should have only one of the following fields: " + bracketed(names));
}

void Fields::refuse_unknown(const std::set<std::string_view>& known) const {
  for (const auto& [name, value] : object_) {
    if (!known.contains(std::string_view(name)))
      complain("Field '" + std::string(name) + "' is not supported");
  }
}

std::string Fields::text(std::string_view name) const {
  const json::value* value = raw(name);
  if (!value) return {};
  if (value->is_string()) return std::string(view(value->get_string()));
  complain("Expected value of type String", std::string(name));
  return {};
}

std::string Fields::word(std::string_view name, std::initializer_list<std::string_view> allowed) const {
  std::string given = text(name);
  const bool known = given.empty() || std::find(allowed.begin(), allowed.end(), given) != allowed.end();
  if (!known) complain("Value should be one of the following: " + bracketed(allowed), std::string(name));
  return given;
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
    complain("Minimum value is " + std::to_string(static_cast<std::int64_t>(least)), std::string(name));
    return std::nullopt;
  }
  if (number > most) {
    complain("Maximum value is " + std::to_string(static_cast<std::int64_t>(most)), std::string(name));
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

const json::array* Fields::filled_list(std::string_view name) const {
  const json::array* values = list(name);
  if (values && values->empty()) complain("Value cannot be empty", std::string(name));
  return values;
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
    complain("Value must be a valid JSONPath.", std::string(name));
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

std::optional<Template> Fields::guarded(std::string_view name,
                                        const std::function<Template()>& compile) const {
  try {
    return compile();
  } catch (const TemplateError& error) {
    complain(error.message, std::string(name));
    return std::nullopt;
  }
}

std::optional<Template> Fields::payload(std::string_view name, QueryLanguage language) const {
  const json::value* value = raw(name);
  if (!value) return std::nullopt;
  if (language == QueryLanguage::json_path) warn_of_constants(*value, at(name));
  return guarded(name, [&] { return Template::compile(*value, language, told(name)); });
}

// A constant that reads as a path was probably meant to be one.
void Fields::warn_of_constants(const json::value& payload, const std::string& location) const {
  if (const auto* members = payload.if_object()) {
    for (const auto& [key, member] : *members) {
      const std::string name(key);
      if (member.is_string() && !name.ends_with(".$") && member.get_string().starts_with('$')) {
        diagnostics_.push_back({"NO_DOLLAR",
                                "The value of '" + name + "' looks like a JSONPath. Instead of '" + name +
                                    "', use '" + name + ".$' to evaluate it as a JSONPath at runtime.",
                                location, true});
      }
      warn_of_constants(member, location + "/" + name);
    }
  } else if (const auto* elements = payload.if_array()) {
    for (std::size_t i = 0; i < elements->size(); ++i)
      warn_of_constants((*elements)[i], location + "[" + std::to_string(i) + "]");
  }
}

std::optional<Template> Fields::assignment(QueryLanguage language) const {
  const json::value* given = raw("Assign");
  if (!given) return std::nullopt;
  if (!given->is_object() && language == QueryLanguage::json_path) {
    complain("Expected value of type Object", "Assign");
    return std::nullopt;
  }
  if (const auto* members = given->if_object()) {
    for (const auto& [key, value] : *members) {
      std::string_view name = key;
      if (language == QueryLanguage::json_path && name.ends_with(".$")) name.remove_suffix(2);
      if (name == "states") {
        complain("Cannot assign to reserved variable '$states'.", "Assign", "RESERVED_VARIABLE_NAME");
      } else if (!names_variable(name)) {
        complain("Invalid variable name '" + std::string(name) +
                     "': the variable name contains invalid characters.",
                 "Assign", "INVALID_VARIABLE_NAME");
      }
    }
  }
  return payload("Assign", language);
}

std::optional<Template> Fields::computed(std::string_view name, QueryLanguage language, json::kind constant,
                                         bool intrinsics) const {
  const std::string as_path = std::string(name) + "Path";
  if (language == QueryLanguage::json_path && has(as_path)) {
    one_of({name, as_path});
    if (!intrinsics || !looks_intrinsic(text(as_path))) {
      const PathField field = path_field(as_path);
      // Only what passes data on may be null.
      if (field.discards) complain("Expected value of type String", as_path);
      if (!field.path) return std::nullopt;
    }
    return guarded(as_path, [&] { return Template::computed(text(as_path), language, told(as_path)); });
  }
  const json::value* value = raw(name);
  if (!value) return std::nullopt;
  if (language == QueryLanguage::jsonata && value->is_string() && jsonata_body(view(value->get_string()))) {
    return guarded(name, [&] { return Template::compile(*value, language, told(name)); });
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

std::optional<Template> Fields::bounded(std::string_view name, QueryLanguage language, double least,
                                        double most, bool whole) const {
  auto field = computed(name, language, whole ? json::kind::int64 : json::kind::double_);
  if (field && field->kind() == Template::Kind::literal) number(name, least, most, whole);
  return field;
}

}  // namespace orrery::states
