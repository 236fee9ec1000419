#include "services/cloudformation/template/evaluate.h"

#include "services/cloudformation/template/errors.h"
#include "services/cloudformation/template/functions.h"

namespace orrery::cloudformation {
namespace {

// Text with its {{resolve:...}} replaced.
std::string with_secrets(std::string_view text, const Names& names) {
  std::string result;
  while (true) {
    const auto at = text.find("{{resolve:");
    const auto end = at == std::string_view::npos ? at : text.find("}}", at);
    if (end == std::string_view::npos) return result += text;
    result += text.substr(0, at);
    result += names.secret(text.substr(at + 10, end - at - 10));
    text.remove_prefix(end + 2);
  }
}

std::optional<json::value> evaluate_reference(const json::value& value, const Names& names) {
  const auto* name = value.if_string();
  if (!name) throw invalid("Template error: every Ref object must have a single String value.");
  if (*name == "AWS::NoValue") return std::nullopt;
  return names.ref(view(*name));
}

json::value evaluate_members(const json::object& object, const Names& names) {
  json::object result;
  for (const auto& [key, member] : object)
    if (auto value = evaluate(member, names)) result[key] = *std::move(value);
  return result;
}

}  // namespace

std::optional<json::value> evaluate(const json::value& value, const Names& names) {
  if (const auto* list = value.if_array()) {
    json::array result;
    for (const json::value& item : *list)
      if (auto evaluated = evaluate(item, names)) result.push_back(*std::move(evaluated));
    return result;
  }
  if (const auto* text = value.if_string(); text && view(*text).find("{{resolve:") != std::string_view::npos)
    return json::string(with_secrets(view(*text), names));
  const auto* object = value.if_object();
  if (!object) return value;
  if (object->size() != 1) return evaluate_members(*object, names);
  const auto& [key, argument] = *object->begin();
  const std::string_view name(key.data(), key.size());
  if (name == "Ref") return evaluate_reference(argument, names);
  if (!name.starts_with("Fn::")) return evaluate_members(*object, names);
  return call_function(name, argument, names);
}

json::object evaluate_object(const json::value* value, const Names& names) {
  if (!value) return {};
  auto evaluated = evaluate(*value, names);
  if (!evaluated || !evaluated->is_object()) return {};
  return std::move(evaluated->get_object());
}

bool evaluate_condition(const json::value& definition, const Names& names) {
  const auto* object = definition.if_object();
  if (!object || object->size() != 1)
    throw invalid("Template format error: Every Conditions member must be a condition function.");
  const auto& [key, argument] = *object->begin();
  if (key == "Condition") return names.condition(argument.is_string() ? view(argument.get_string()) : "");
  const auto* list = argument.if_array();
  if (key == "Fn::Not" && list && list->size() == 1) return !evaluate_condition(list->front(), names);
  if (key == "Fn::Equals" && list && list->size() == 2)
    return evaluate_text((*list)[0], names) == evaluate_text((*list)[1], names);
  if ((key == "Fn::And" || key == "Fn::Or") && list && !list->empty()) {
    const bool all = key == "Fn::And";
    for (const json::value& item : *list)
      if (evaluate_condition(item, names) != all) return !all;
    return all;
  }
  throw invalid("Template error: " + std::string(key) +
                " is not a condition function with the right arguments");
}

std::string scalar_text(const json::value& value) {
  if (const auto* text = value.if_string()) return std::string(view(*text));
  if (value.is_null()) return {};
  return to_text(value);
}

}  // namespace orrery::cloudformation
