#include "services/cloudformation/template/functions.h"

#include "core/digest.h"
#include "services/cloudformation/template/cidr.h"
#include "services/cloudformation/template/dependencies.h"
#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {
namespace {

using Evaluated = std::optional<json::value>;

AwsError wrong(std::string_view function, std::string_view wanted) {
  return invalid("Template error: every " + std::string(function) + " object requires " +
                 std::string(wanted));
}

const json::array& arguments(const json::value& value, std::size_t least, std::size_t most,
                             std::string_view function, std::string_view wanted) {
  const auto* list = value.if_array();
  if (!list || list->size() < least || list->size() > most) throw wrong(function, wanted);
  return *list;
}

json::array evaluate_list(const json::value& value, const Names& names, std::string_view function) {
  auto evaluated = evaluate(value, names);
  if (!evaluated || !evaluated->is_array()) throw wrong(function, "a list");
  return std::move(evaluated->get_array());
}

Evaluated join(const json::value& argument, const Names& names) {
  const char wanted[] = "two parameters, (1) a string delimiter and (2) a list of strings to be joined.";
  const auto& list = arguments(argument, 2, 2, "Fn::Join", wanted);
  const std::string delimiter = evaluate_text(list[0], names);
  std::string text;
  bool first = true;
  for (const json::value& item : evaluate_list(list[1], names, "Fn::Join")) {
    if (item.is_object() || item.is_array()) throw wrong("Fn::Join", wanted);
    if (!std::exchange(first, false)) text += delimiter;
    text += scalar_text(item);
  }
  return json::string(text);
}

Evaluated split(const json::value& argument, const Names& names) {
  const auto& list = arguments(argument, 2, 2, "Fn::Split",
                               "two parameters, (1) a string delimiter and (2) a string to be split.");
  const std::string delimiter = evaluate_text(list[0], names), text = evaluate_text(list[1], names);
  json::array parts;
  std::size_t from = 0;
  while (!delimiter.empty()) {
    const auto at = text.find(delimiter, from);
    if (at == std::string::npos) break;
    parts.push_back(json::string(text.substr(from, at - from)));
    from = at + delimiter.size();
  }
  parts.push_back(json::string(text.substr(from)));
  return parts;
}

Evaluated select(const json::value& argument, const Names& names) {
  const auto& list = arguments(argument, 2, 2, "Fn::Select",
                               "two parameters, an index and a list of values to select from.");
  const std::string index_text = evaluate_text(list[0], names);
  json::array values = evaluate_list(list[1], names, "Fn::Select");
  const bool digits = !index_text.empty() && index_text.size() < 7 &&
                      index_text.find_first_not_of("0123456789") == std::string::npos;
  if (!digits || std::stoul(index_text) >= values.size())
    throw invalid("Template error: Fn::Select cannot select nonexistent value at index " + index_text);
  return std::move(values[std::stoul(index_text)]);
}

Evaluated choose(const json::value& argument, const Names& names) {
  const auto& list = arguments(argument, 3, 3, "Fn::If",
                               "a list of three: a condition, the value if true and the value if false.");
  const auto* condition = list[0].if_string();
  if (!condition) throw wrong("Fn::If", "the name of a condition first.");
  return evaluate(names.condition(view(*condition)) ? list[1] : list[2], names);
}

Evaluated attribute(const json::value& argument, const Names& names) {
  if (const auto* path = argument.if_string()) {
    const auto dot = view(*path).find('.');
    if (dot == std::string_view::npos) throw wrong("Fn::GetAtt", "a resource and an attribute.");
    return names.attribute(view(*path).substr(0, dot), view(*path).substr(dot + 1));
  }
  const auto& list = arguments(argument, 2, 2, "Fn::GetAtt",
                               "two non-empty parameters, the resource name and the resource attribute");
  const std::string name = evaluate_text(list[1], names);
  return names.attribute(scalar_text(list[0]), name);
}

Evaluated substitute(const json::value& argument, const Names& names) {
  const char wanted[] =
      "one of: a string argument, or a string argument as the first element and a map of variables";
  const json::object* variables = nullptr;
  const json::value* text = &argument;
  if (!argument.is_string()) {
    const auto& list = arguments(argument, 2, 2, "Fn::Sub", wanted);
    text = &list[0];
    variables = list[1].if_object();
    if (!variables) throw wrong("Fn::Sub", wanted);
  }
  if (!text->is_string()) throw wrong("Fn::Sub", wanted);
  std::string_view rest = view(text->get_string());
  std::string result;
  while (true) {
    const auto at = rest.find("${");
    const auto end = at == std::string_view::npos ? at : rest.find('}', at);
    if (end == std::string_view::npos) break;
    result += rest.substr(0, at);
    const std::string_view inner = rest.substr(at, end - at + 1);
    rest.remove_prefix(end + 1);
    if (inner[2] == '!') {
      result += "${" + std::string(inner.substr(3));
      continue;
    }
    const auto found = substitutions(inner);
    if (found.empty()) throw wrong("Fn::Sub", "names between ${ and }.");
    const std::string& name = found.front();
    const json::value* own = variables ? find(*variables, name) : nullptr;
    const auto dot = name.find('.');
    if (own)
      result += evaluate_text(*own, names);
    else if (dot == std::string::npos)
      result += scalar_text(names.ref(name));
    else
      result += scalar_text(names.attribute(name.substr(0, dot), name.substr(dot + 1)));
  }
  return json::string(result += rest);
}

Evaluated find_in_map(const json::value& argument, const Names& names) {
  const auto& list = arguments(argument, 3, 4, "Fn::FindInMap",
                               "three parameters: the map name, map key and the attribute for return value");
  const std::string map = evaluate_text(list[0], names), key = evaluate_text(list[1], names),
                    member = evaluate_text(list[2], names);
  const json::object* level = find_object(names.mappings(), map);
  level = level ? find_object(*level, key) : nullptr;
  if (const json::value* value = level ? find(*level, member) : nullptr) return *value;
  if (list.size() == 4 && list[3].is_object())
    if (const json::value* otherwise = find(list[3].get_object(), "DefaultValue"))
      return evaluate(*otherwise, names);
  throw invalid("Template error: Unable to get mapping for " + map + "::" + key + "::" + member);
}

Evaluated base64(const json::value& argument, const Names& names) {
  return json::string(to_base64(evaluate_text(argument, names)));
}

Evaluated import(const json::value& argument, const Names& names) {
  return json::string(names.exported(evaluate_text(argument, names)));
}

Evaluated cidr(const json::value& argument, const Names& names) {
  const auto& list = arguments(argument, 2, 3, "Fn::Cidr", "an IP block, a count and the bits of a subnet");
  const std::string bits = list.size() == 3 ? evaluate_text(list[2], names) : "8";
  return cidr_blocks(evaluate_text(list[0], names), evaluate_text(list[1], names), bits);
}

Evaluated zones(const json::value& argument, const Names& names) {
  const std::string given = evaluate_text(argument, names);
  const std::string region = given.empty() ? names.region() : given;
  json::array list;
  for (const char letter : {'a', 'b', 'c'}) list.push_back(json::string(region + letter));
  return list;
}

Evaluated length(const json::value& argument, const Names& names) {
  return json::value(evaluate_list(argument, names, "Fn::Length").size());
}

Evaluated json_string(const json::value& argument, const Names& names) {
  const auto value = evaluate(argument, names);
  return json::string(to_text(value.value_or(nullptr)));
}

struct Row {
  std::string_view name;
  Evaluated (*run)(const json::value&, const Names&);
};

constexpr Row table[] = {{"Fn::Join", join},
                         {"Fn::Sub", substitute},
                         {"Fn::GetAtt", attribute},
                         {"Fn::If", choose},
                         {"Fn::Select", select},
                         {"Fn::Split", split},
                         {"Fn::FindInMap", find_in_map},
                         {"Fn::Base64", base64},
                         {"Fn::ImportValue", import},
                         {"Fn::Cidr", cidr},
                         {"Fn::GetAZs", zones},
                         {"Fn::Length", length},
                         {"Fn::ToJsonString", json_string}};

bool is_condition_function(std::string_view name) {
  return name == "Fn::Equals" || name == "Fn::And" || name == "Fn::Or" || name == "Fn::Not";
}

}  // namespace

std::optional<json::value> call_function(std::string_view name, const json::value& argument,
                                         const Names& names) {
  for (const Row& row : table)
    if (row.name == name) return row.run(argument, names);
  if (is_condition_function(name))
    return json::value(evaluate_condition(json::object{{boost_view(name), argument}}, names));
  if (name == "Fn::Transform") throw invalid("Template error: Fn::Transform is not supported by orrery");
  throw invalid("Template error: " + std::string(name) + " is not an intrinsic function");
}

std::string evaluate_text(const json::value& value, const Names& names) {
  const auto evaluated = evaluate(value, names);
  if (!evaluated) return {};
  if (evaluated->is_object() || evaluated->is_array())
    throw invalid("Template error: a string was wanted, not " + to_text(*evaluated).substr(0, 200));
  return scalar_text(*evaluated);
}

}  // namespace orrery::cloudformation
