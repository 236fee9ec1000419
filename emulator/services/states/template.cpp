#include "services/states/template.h"

namespace orrery::states {
namespace {

std::string_view type_name(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      return "null";
    case json::kind::bool_:
      return "boolean";
    case json::kind::string:
      return "string";
    case json::kind::array:
      return "array";
    case json::kind::object:
      return "object";
    default:
      return "number";
  }
}

}  // namespace

std::optional<std::string_view> jsonata_body(std::string_view text) {
  if (text.size() < 4 || !text.starts_with("{%") || !text.ends_with("%}")) return std::nullopt;
  return text.substr(2, text.size() - 4);
}

Failure evaluation_failure(std::string cause, std::string location) {
  Failure failure = runtime_failure(std::move(cause), "States.QueryEvaluationError");
  failure.location = std::move(location);
  return failure;
}

Template Template::constant(json::value value) {
  Template made;
  made.literal_ = std::move(value);
  return made;
}

Template Template::computed(std::string_view source, QueryLanguage language, const std::string& location) {
  Template made;
  made.location_ = location;
  if (language == QueryLanguage::jsonata) {
    made.kind_ = Kind::jsonata;
    try {
      made.expression_ = std::make_shared<const jsonata::Expression>(source);
    } catch (const jsonata::Error& error) {
      throw TemplateError{"The JSONata expression is not valid: " + error.message};
    }
    return made;
  }
  try {
    if (looks_intrinsic(source)) {
      made.kind_ = Kind::intrinsic;
      made.intrinsic_ = Intrinsic::parse(source);
    } else {
      made.kind_ = Kind::path;
      made.path_ = Path::parse(source);
    }
  } catch (const PathError&) {
    const std::size_t field = location.rfind('/');
    throw TemplateError{"The value for the field '" +
                        (field == std::string::npos ? location : location.substr(field + 1)) +
                        "' must be a valid JSONPath or a valid intrinsic function call"};
  }
  return made;
}

Template Template::compile(const json::value& source, QueryLanguage language, const std::string& location) {
  if (source.is_string() && language == QueryLanguage::jsonata) {
    const std::string_view text = view(source.get_string());
    if (const auto body = jsonata_body(text)) return computed(*body, language, location);
    if (text.starts_with("{%")) throw TemplateError{"JSONata string must start with {% and end with %}"};
    return constant(source);
  }
  Template made;
  made.location_ = location;
  if (source.is_object()) {
    made.kind_ = Kind::object;
    for (const auto& [key, member] : source.get_object()) {
      std::string name(key);
      const std::string below = location + "/" + name;
      if (language == QueryLanguage::json_path && name.ends_with(".$")) {
        if (!member.is_string()) {
          throw TemplateError{"The value for the field '" + name +
                              "' must be a STRING that contains a JSONPath"};
        }
        Template field = computed(view(member.get_string()), language, below);
        field.field_ = name;
        made.members_.emplace_back(name.substr(0, name.size() - 2), std::move(field));
      } else {
        made.members_.emplace_back(std::move(name), compile(member, language, below));
      }
    }
  } else if (source.is_array()) {
    made.kind_ = Kind::array;
    std::size_t index = 0;
    for (const auto& element : source.get_array()) {
      made.elements_.push_back(compile(element, language, location + "[" + std::to_string(index++) + "]"));
    }
  } else {
    return constant(source);
  }
  return made;
}

json::value Template::evaluate(const Scope& scope, const Tools& tools) const {
  switch (kind_) {
    case Kind::literal:
      return literal_;
    case Kind::path:
      return from_path(scope);
    case Kind::intrinsic:
      return intrinsic_.evaluate(scope, tools.entropy);
    case Kind::jsonata:
      return from_jsonata(scope, tools);
    case Kind::object: {
      json::object object;
      for (const auto& [name, member] : members_) object[name] = member.evaluate(scope, tools);
      return object;
    }
    case Kind::array:
      break;
  }
  json::array list;
  for (const Template& element : elements_) list.push_back(element.evaluate(scope, tools));
  return list;
}

json::value Template::evaluate_as(std::string_view type, const Scope& scope, const Tools& tools) const {
  json::value value = evaluate(scope, tools);
  const bool by_path = kind_ == Kind::path || kind_ == Kind::intrinsic;
  if (by_path || type_name(value) == type) return value;
  throw unexpected(type, value);
}

Failure Template::unexpected(std::string_view type, const json::value& value) const {
  return evaluation_failure(told() + " returned an unexpected result type. Expected '" + std::string(type) +
                                "', but was '" + std::string(type_name(value)) +
                                "' for value: " + print(value),
                            location_);
}

std::string Template::told() const {
  if (!expression_) return "The value specified for the field '" + location_ + "'";
  std::string_view text = expression_->text();
  const auto begin = text.find_first_not_of(" \t\r\n"), end = text.find_last_not_of(" \t\r\n");
  if (begin != std::string_view::npos) text = text.substr(begin, end - begin + 1);
  return "The JSONata expression '" + std::string(text) + "' specified for the field '" + location_ + "'";
}

json::value Template::from_path(const Scope& scope) const {
  auto found = scope.find(path_);
  if (found) return std::move(*found);
  if (field_.empty()) {
    throw runtime_failure("Invalid path '" + path_.text + "': No results for path");
  }
  throw runtime_failure("The JSONPath '" + path_.text + "' specified for the field '" + field_ +
                        "' could not be found in the input '" + print(scope.input) + "'");
}

json::value Template::from_jsonata(const Scope& scope, const Tools& tools) const {
  jsonata::Environment environment;
  environment.entropy = &tools.entropy;
  environment.now_ms = epoch_milliseconds(tools.clock.now());
  for (const Variables* level = &scope.variables; level; level = level->outer) {
    for (const auto& [name, value] : level->own) environment.variables.emplace(name, value);
  }
  json::object states{{"input", scope.input}, {"context", scope.context()}};
  if (scope.result) states["result"] = *scope.result;
  if (scope.error_output) states["errorOutput"] = *scope.error_output;
  environment.variables.insert_or_assign("states", std::move(states));
  try {
    auto answer = expression_->evaluate(json::value(nullptr), environment);
    if (!answer) throw evaluation_failure(told() + " returned nothing (undefined).", location_);
    return std::move(*answer);
  } catch (const jsonata::Unsupported&) {
    throw evaluation_failure(told() + " returned an unsupported result type.", location_);
  } catch (const jsonata::Error& error) {
    if (error.code == jsonata::internal_error)
      throw evaluation_failure(told() + " threw an internal error during evaluation.", location_);
    const std::string what = error.code.empty() ? ": " : ". " + error.code + ": ";
    throw evaluation_failure(told() + " threw an error during evaluation" + what + error.message, location_);
  }
}

void Template::collect_variables(std::vector<std::string>& into) const {
  const auto add = [&](const Path& path) {
    if (path.root == Path::Root::variable) into.push_back(path.variable);
  };
  if (kind_ == Kind::path) add(path_);
  if (kind_ == Kind::intrinsic) {
    std::vector<const Path*> paths;
    intrinsic_.collect_paths(paths);
    for (const Path* path : paths) add(*path);
  }
  if (kind_ == Kind::jsonata) {
    for (auto& name : expression_->free_variables()) into.push_back(std::move(name));
  }
  for (const auto& [name, member] : members_) member.collect_variables(into);
  for (const Template& element : elements_) element.collect_variables(into);
}

void Template::collect_states_fields(std::vector<std::pair<std::string, std::string>>& into) const {
  if (kind_ == Kind::jsonata) {
    for (auto& name : expression_->states_fields()) into.emplace_back(location_, std::move(name));
  }
  for (const auto& [name, member] : members_) member.collect_states_fields(into);
  for (const Template& element : elements_) element.collect_states_fields(into);
}

}  // namespace orrery::states
