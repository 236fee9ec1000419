#include "services/states/definition/choice.h"

namespace orrery::states {
namespace {

struct Comparison {
  std::string_view name;
  OperandType type;
};

constexpr Comparison comparisons[] = {
    {"StringEquals", OperandType::text},
    {"StringLessThan", OperandType::text},
    {"StringGreaterThan", OperandType::text},
    {"StringLessThanEquals", OperandType::text},
    {"StringGreaterThanEquals", OperandType::text},
    {"StringMatches", OperandType::text},
    {"NumericEquals", OperandType::number},
    {"NumericLessThan", OperandType::number},
    {"NumericGreaterThan", OperandType::number},
    {"NumericLessThanEquals", OperandType::number},
    {"NumericGreaterThanEquals", OperandType::number},
    {"BooleanEquals", OperandType::flag},
    {"TimestampEquals", OperandType::time},
    {"TimestampLessThan", OperandType::time},
    {"TimestampGreaterThan", OperandType::time},
    {"TimestampLessThanEquals", OperandType::time},
    {"TimestampGreaterThanEquals", OperandType::time},
    {"IsNull", OperandType::flag},
    {"IsPresent", OperandType::flag},
    {"IsNumeric", OperandType::flag},
    {"IsString", OperandType::flag},
    {"IsBoolean", OperandType::flag},
    {"IsTimestamp", OperandType::flag},
};

std::optional<Instant> time_of(const json::value& value) {
  if (!value.is_string()) return std::nullopt;
  const std::string_view text = view(value.get_string());
  // A zone is part of the time; without one it is a text.
  if (text.find('T') == std::string_view::npos) return std::nullopt;
  if (!text.ends_with('Z') && text.find_first_of("+-", text.find('T')) == std::string_view::npos)
    return std::nullopt;
  return parse_iso_time(text);
}

bool ordered(std::string_view relation, int order) {
  if (relation == "Equals") return order == 0;
  if (relation == "LessThan") return order < 0;
  if (relation == "GreaterThan") return order > 0;
  if (relation == "LessThanEquals") return order <= 0;
  return order >= 0;
}

template <class T>
int order_of(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

bool compare(const std::string& comparison, const json::value& value, const json::value& operand) {
  const std::string_view name = comparison;
  if (name == "StringMatches") {
    return value.is_string() && operand.is_string() &&
           matches_wildcards(view(value.get_string()), view(operand.get_string()));
  }
  if (name.starts_with("String")) {
    if (!value.is_string() || !operand.is_string()) return false;
    return ordered(name.substr(6), order_of(view(value.get_string()), view(operand.get_string())));
  }
  if (name.starts_with("Numeric")) {
    if (!is_number(value) || !is_number(operand)) return false;
    if (value.is_int64() && operand.is_int64()) {
      return ordered(name.substr(7), order_of(value.get_int64(), operand.get_int64()));
    }
    return ordered(name.substr(7), order_of(number_of(value), number_of(operand)));
  }
  if (name.starts_with("Timestamp")) {
    const auto left = time_of(value), right = time_of(operand);
    return left && right && ordered(name.substr(9), order_of(*left, *right));
  }
  return value.is_bool() && operand.is_bool() && value.get_bool() == operand.get_bool();
}

bool is_of_type(std::string_view name, const json::value& value) {
  if (name == "IsNull") return value.is_null();
  if (name == "IsNumeric") return is_number(value);
  if (name == "IsString") return value.is_string();
  if (name == "IsBoolean") return value.is_bool();
  return time_of(value).has_value();
}

bool comparison_holds(const ChoiceRule& rule, const Scope& scope) {
  std::optional<json::value> value;
  if (rule.comparison == "IsPresent") {
    if (rule.variable.root == Path::Root::variable && !scope.variables.find(rule.variable.variable)) {
      return !rule.operand.as_bool();
    }
    value = scope.find(rule.variable);
    const bool present =
        value && (rule.variable.definite() || !value->is_array() || !value->get_array().empty());
    return present == rule.operand.as_bool();
  }
  value = scope.find(rule.variable);
  if (!value) {
    throw runtime_failure("Invalid path '" + rule.variable.text +
                          "': The choice state's condition path references an invalid value.");
  }
  if (rule.comparison.starts_with("Is")) return is_of_type(rule.comparison, *value) == rule.operand.as_bool();
  if (!rule.operand_path) return compare(rule.comparison, *value, rule.operand);
  const auto operand = scope.find(*rule.operand_path);
  if (!operand) {
    throw runtime_failure("Invalid path '" + rule.operand_path->text +
                          "': The choice state's condition path references an invalid value.");
  }
  return compare(rule.comparison, *value, *operand);
}

}  // namespace

std::optional<OperandType> operand_type(std::string_view comparison) {
  for (const Comparison& known : comparisons) {
    if (known.name == comparison) return known.type;
  }
  return std::nullopt;
}

bool holds(const ChoiceRule& rule, const Scope& scope, const Tools& tools) {
  switch (rule.kind) {
    case ChoiceRule::Kind::all:
      return std::all_of(rule.parts.begin(), rule.parts.end(),
                         [&](const ChoiceRule& part) { return holds(part, scope, tools); });
    case ChoiceRule::Kind::any:
      return std::any_of(rule.parts.begin(), rule.parts.end(),
                         [&](const ChoiceRule& part) { return holds(part, scope, tools); });
    case ChoiceRule::Kind::negation:
      return !holds(rule.parts[0], scope, tools);
    case ChoiceRule::Kind::comparison:
      return comparison_holds(rule, scope);
    case ChoiceRule::Kind::condition:
      break;
  }
  return rule.condition->evaluate_as("boolean", scope, tools).get_bool();
}

bool matches_wildcards(std::string_view text, std::string_view pattern) {
  // Greedy with one point to come back to: linear in practice, never exponential.
  std::size_t at = 0, in = 0;
  std::size_t star = std::string_view::npos, kept = 0;
  const auto literal = [&](std::size_t from, char& byte, std::size_t& next) {
    if (from >= pattern.size() || pattern[from] == '*') return false;
    const bool escaped = pattern[from] == '\\' && from + 1 < pattern.size();
    byte = pattern[from + escaped];
    next = from + 1 + escaped;
    return true;
  };
  while (at < text.size()) {
    char byte = 0;
    std::size_t next = 0;
    if (literal(in, byte, next) && byte == text[at]) {
      ++at;
      in = next;
    } else if (in < pattern.size() && pattern[in] == '*') {
      star = ++in;
      kept = at;
    } else if (star != std::string_view::npos) {
      in = star;
      at = ++kept;
    } else {
      return false;
    }
  }
  while (in < pattern.size() && pattern[in] == '*') ++in;
  return in == pattern.size();
}

}  // namespace orrery::states
