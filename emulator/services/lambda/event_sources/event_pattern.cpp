#include "services/lambda/event_sources/event_pattern.h"

#include <array>

#include "services/lambda/refusals.h"

namespace orrery::lambda {
namespace {

constexpr std::array operators = {
    "prefix", "suffix", "exists", "anything-but", "numeric", "equals-ignore-case", "wildcard"};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

bool equal(const json::value& a, const json::value& b) {
  if (a.is_number() && b.is_number()) return a.to_number<double>() == b.to_number<double>();
  return a == b;
}

// '*' stands for any text.
bool fits_wildcard(std::string_view pattern, std::string_view text) {
  const auto star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == text;
  if (!text.starts_with(pattern.substr(0, star))) return false;
  const std::string_view rest = pattern.substr(star + 1);
  for (std::size_t from = star; from <= text.size(); ++from)
    if (fits_wildcard(rest, text.substr(from))) return true;
  return false;
}

// {"numeric": [">", 0, "<=", 5]}
bool fits_numeric(const json::array& tests, const json::value& value) {
  if (!value.is_number()) return false;
  const double number = value.to_number<double>();
  for (std::size_t at = 0; at + 1 < tests.size(); at += 2) {
    if (!tests[at].is_string() || !tests[at + 1].is_number()) return false;
    const double bound = tests[at + 1].to_number<double>();
    const json::string& test = tests[at].get_string();
    const bool fits = test == "="    ? number == bound
                      : test == ">"  ? number > bound
                      : test == ">=" ? number >= bound
                      : test == "<"  ? number < bound
                      : test == "<=" ? number <= bound
                                     : false;
    if (!fits) return false;
  }
  return true;
}

bool fits(const json::value& condition, const json::value* value);

bool fits_anything_but(const json::value& excluded, const json::value* value) {
  if (!value) return false;
  if (const json::array* list = excluded.if_array())
    return std::none_of(list->begin(), list->end(),
                        [value](const json::value& one) { return equal(one, *value); });
  if (excluded.is_object()) return !fits(excluded, value);
  return !equal(excluded, *value);
}

bool fits_operator(std::string_view name, const json::value& operand, const json::value* value) {
  if (name == "exists") return (value != nullptr) == (operand == true);
  if (name == "anything-but") return fits_anything_but(operand, value);
  if (!value) return false;
  if (name == "numeric") return operand.is_array() && fits_numeric(operand.get_array(), *value);
  if (!value->is_string()) return false;
  const std::string_view text = view(value->get_string());
  if (operand.is_object() && operand.get_object().size() == 1) {  // {"prefix": {"equals-ignore-case": "x"}}
    const json::value& inner = operand.get_object().begin()->value();
    if (!inner.is_string()) return false;
    const std::string small = lower(view(inner.get_string())), seen = lower(text);
    return name == "prefix" ? seen.starts_with(small) : name == "suffix" && seen.ends_with(small);
  }
  if (!operand.is_string()) return false;
  const std::string_view wanted = view(operand.get_string());
  if (name == "prefix") return text.starts_with(wanted);
  if (name == "suffix") return text.ends_with(wanted);
  if (name == "equals-ignore-case") return lower(text) == lower(wanted);
  return name == "wildcard" && fits_wildcard(wanted, text);
}

bool fits(const json::value& condition, const json::value* value) {
  if (!condition.is_object()) return value && equal(condition, *value);
  const json::object& object = condition.get_object();
  return object.size() == 1 &&
         fits_operator(std::string(object.begin()->key()), object.begin()->value(), value);
}

// A list in the event fits where one of its values does.
bool one_fits(const json::array& conditions, const json::value* value) {
  const auto any = [&conditions](const json::value* one) {
    return std::any_of(conditions.begin(), conditions.end(),
                       [one](const json::value& condition) { return fits(condition, one); });
  };
  if (value && value->is_array()) {
    const json::array& values = value->get_array();
    return std::any_of(values.begin(), values.end(), [&any](const json::value& one) { return any(&one); });
  }
  return any(value);
}

}  // namespace

bool matches(const json::object& pattern, const json::object& event) {
  static const json::object nothing;
  for (const auto& [name, wanted] : pattern) {
    if (name == "$or" && wanted.is_array()) {
      const json::array& choices = wanted.get_array();
      if (std::none_of(choices.begin(), choices.end(), [&event](const json::value& choice) {
            return choice.is_object() && matches(choice.get_object(), event);
          }))
        return false;
      continue;
    }
    const json::value* value = event.if_contains(name);
    if (wanted.is_object()) {
      const json::object& inner = value && value->is_object() ? value->get_object() : nothing;
      if (!matches(wanted.get_object(), inner)) return false;
    } else if (!wanted.is_array() || !one_fits(wanted.get_array(), value)) {
      return false;
    }
  }
  return true;
}

void check_pattern(const json::object& pattern) {
  const auto refuse = [] { throw invalid_parameter("Invalid filter pattern definition."); };
  for (const auto& [name, wanted] : pattern) {
    if (wanted.is_object()) {
      check_pattern(wanted.get_object());
      continue;
    }
    if (!wanted.is_array() || wanted.get_array().empty()) refuse();
    if (name == "$or") continue;
    for (const json::value& condition : wanted.get_array()) {
      if (condition.is_array()) refuse();
      if (!condition.is_object()) continue;
      const json::object& object = condition.get_object();
      if (object.size() != 1 || std::none_of(operators.begin(), operators.end(), [&](const char* known) {
            return object.begin()->key() == known;
          }))
        refuse();
    }
  }
}

}  // namespace orrery::lambda
