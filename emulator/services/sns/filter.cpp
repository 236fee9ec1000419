#include "services/sns/filter.h"

#include <charconv>

#include "services/sns/topics.h"

namespace orrery::sns {
namespace {

std::optional<double> number_of(const json::value& value) {
  if (value.is_number()) return value.to_number<double>();
  return std::nullopt;
}

std::string lower(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lowered;
}

// ["<", 5] or [">=", 1, "<", 5]
bool in_range(const json::array& range, double number) {
  for (std::size_t i = 0; i + 1 < range.size(); i += 2) {
    const auto bound = number_of(range[i + 1]);
    if (!range[i].is_string() || !bound) return false;
    const std::string_view sign = view(range[i].get_string());
    const bool holds = sign == "="    ? number == *bound
                       : sign == "<"  ? number < *bound
                       : sign == "<=" ? number <= *bound
                       : sign == ">"  ? number > *bound
                       : sign == ">=" ? number >= *bound
                                      : false;
    if (!holds) return false;
  }
  return true;
}

bool matches_one(const json::value& condition, const json::value& value);

bool matches_operator(std::string_view name, const json::value& operand, const json::value& value) {
  const auto text = value.is_string() ? std::optional(view(value.get_string())) : std::nullopt;
  const auto wanted = operand.is_string() ? view(operand.get_string()) : std::string_view();
  if (name == "prefix") return text && text->starts_with(wanted);
  if (name == "suffix") return text && text->ends_with(wanted);
  if (name == "equals-ignore-case") return text && lower(*text) == lower(wanted);
  if (name == "numeric")
    return value.is_number() && operand.is_array() && in_range(operand.get_array(), *number_of(value));
  if (name == "anything-but") {
    if (const auto* list = operand.if_array()) {
      return std::none_of(list->begin(), list->end(),
                          [&](const json::value& it) { return matches_one(it, value); });
    }
    return !matches_one(operand, value);
  }
  return false;
}

bool matches_one(const json::value& condition, const json::value& value) {
  if (const auto* object = condition.if_object()) {
    if (object->size() != 1) return false;
    const auto& [name, operand] = *object->begin();
    return matches_operator(std::string_view(name), operand, value);
  }
  if (const auto number = number_of(condition)) return value.is_number() && *number == *number_of(value);
  return condition == value;
}

// Whether any of the values satisfies any of the conditions; `values` empty: the name is absent.
bool matches_any(const json::array& conditions, const std::vector<json::value>& values) {
  for (const json::value& condition : conditions) {
    if (const auto* object = condition.if_object()) {
      if (const json::value* exists = object->if_contains("exists")) {
        if (*exists == !values.empty()) return true;
        continue;
      }
    }
    for (const json::value& value : values) {
      if (matches_one(condition, value)) return true;
    }
  }
  return false;
}

// The values an attribute stands for: one, or each of a String.Array.
std::vector<json::value> values_of(const json::object& attribute) {
  const auto type = find_text(attribute, "DataType").value_or("String");
  const auto text = find_text(attribute, "StringValue");
  if (!text) return {};
  if (type == "String.Array" || type == "Number") {
    const auto parsed = parse_json(*text);
    if (parsed && parsed->is_array()) return {parsed->get_array().begin(), parsed->get_array().end()};
    if (parsed && parsed->is_number()) return {*parsed};
  }
  return {json::value(boost_view(*text))};
}

template <class Wants>
bool any_alternative(const json::value& list, Wants wants) {
  if (!list.is_array()) return false;
  for (const json::value& alternative : list.get_array()) {
    if (alternative.is_object() && wants(alternative.get_object())) return true;
  }
  return false;
}

void check(const json::object& policy, int depth) {
  if (depth > 10) throw invalid("FilterPolicy: Filter policy is too deep");
  for (const auto& [name, value] : policy) {
    if (const auto* nested = value.if_object()) {
      check(*nested, depth + 1);
    } else if (!value.is_array() || value.get_array().empty()) {
      throw invalid("FilterPolicy: \"" + std::string(name) + "\" must be an object or an array");
    }
  }
}

}  // namespace

void check_filter_policy(std::string_view text) {
  const auto policy = parse_json(text);
  if (!policy || !policy->is_object()) throw invalid("FilterPolicy: failed to parse JSON.");
  check(policy->get_object(), 0);
}

bool wants_attributes(const json::object& policy, const json::object& message_attributes) {
  for (const auto& [name, conditions] : policy) {
    if (name == "$or") {
      if (!any_alternative(
              conditions, [&](const json::object& it) { return wants_attributes(it, message_attributes); })) {
        return false;
      }
      continue;
    }
    const auto* attribute = find_object(message_attributes, std::string_view(name));
    if (!conditions.is_array() ||
        !matches_any(conditions.get_array(),
                     attribute ? values_of(*attribute) : std::vector<json::value>())) {
      return false;
    }
  }
  return true;
}

bool wants_body(const json::object& policy, const json::object& body) {
  for (const auto& [name, conditions] : policy) {
    if (name == "$or") {
      if (!any_alternative(conditions, [&](const json::object& it) { return wants_body(it, body); }))
        return false;
      continue;
    }
    const json::value* value = body.if_contains(name);
    if (const auto* nested = conditions.if_object()) {
      const bool inside =
          value && value->is_array()
              ? any_alternative(*value, [&](const json::object& it) { return wants_body(*nested, it); })
              : wants_body(*nested, value && value->is_object() ? value->get_object() : json::object());
      if (!inside) return false;
      continue;
    }
    std::vector<json::value> values;
    if (value && value->is_array()) {
      values.assign(value->get_array().begin(), value->get_array().end());
    } else if (value) {
      values.push_back(*value);
    }
    if (!conditions.is_array() || !matches_any(conditions.get_array(), values)) return false;
  }
  return true;
}

}  // namespace orrery::sns
