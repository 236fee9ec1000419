#include <algorithm>

#include "services/states/definition/fields.h"

namespace orrery::states {
namespace {

constexpr int deepest_rule = 32;
constexpr std::string_view rule_forms[] = {"And", "Or", "Not", "Variable", "Condition"};

ChoiceRule read_rule(const Fields& fields, const State& state, int depth);

std::vector<ChoiceRule> read_parts(const Fields& fields, std::string_view name, const State& state,
                                   int depth) {
  std::vector<ChoiceRule> parts;
  const json::array* list = fields.filled_list(name);
  if (!list) return parts;
  for (const auto& part : *list) {
    const std::string at = fields.at(std::string(name) + "[" + std::to_string(parts.size()) + "]");
    if (!part.is_object()) {
      fields.diagnostics().push_back({Fields::failed, "Expected value of type Object", at});
      return parts;
    }
    parts.push_back(read_rule(Fields(part.get_object(), at, fields.diagnostics()), state, depth + 1));
  }
  return parts;
}

void check_operand(const Fields& fields, const std::string& field, OperandType type,
                   const json::value& operand) {
  const bool fits = type == OperandType::flag     ? operand.is_bool()
                    : type == OperandType::number ? operand.is_number()
                                                  : operand.is_string();
  if (!fits) {
    const std::string wanted = type == OperandType::flag     ? "Boolean"
                               : type == OperandType::number ? "Number"
                                                             : "String";
    fields.complain("Expected value of type " + wanted, field);
  } else if (type == OperandType::time && !parse_iso_time(view(operand.get_string()))) {
    fields.complain("String does not match RFC3339 timestamp", field);
  }
}

std::optional<Path> read_operand_path(const Fields& fields, std::string_view name) {
  const json::value* given = fields.raw(name);
  if (given && given->is_string() && !given->get_string().starts_with('$')) {
    fields.complain("Value is not a Reference Path: Reference path didn't start with '$'", std::string(name));
    return std::nullopt;
  }
  return fields.path_field(name).path;
}

struct Operator {
  std::string_view comparison;
  OperandType type;
  bool by_path = false;
};

std::optional<Operator> read_operator(std::string_view name) {
  if (const auto type = operand_type(name)) return Operator{name, *type};
  if (!name.ends_with("Path") || name.starts_with("Is") || name == "StringMatchesPath") return std::nullopt;
  name.remove_suffix(4);
  const auto type = operand_type(name);
  return type ? std::optional(Operator{name, *type, true}) : std::nullopt;
}

// In AWS's order.
const std::string operators =
    "[StringEquals, IsBoolean, StringLessThan, IsNumeric, BooleanEquals, StringLessThanEqualsPath, "
    "NumericLessThan, NumericGreaterThan, NumericLessThanPath, StringMatches, TimestampLessThanEqualsPath, "
    "NumericEquals, TimestampGreaterThan, StringGreaterThanEqualsPath, TimestampGreaterThanEqualsPath, "
    "TimestampLessThanEquals, NumericLessThanEqualsPath, TimestampEquals, BooleanEqualsPath, IsTimestamp, "
    "StringLessThanEquals, NumericLessThanEquals, StringLessThanPath, TimestampGreaterThanPath, "
    "StringGreaterThan, StringGreaterThanPath, IsString, StringEqualsPath, TimestampEqualsPath, "
    "TimestampLessThan, StringGreaterThanEquals, NumericGreaterThanPath, NumericGreaterThanEquals, "
    "NumericEqualsPath, TimestampLessThanPath, IsNull, IsPresent, TimestampGreaterThanEquals, "
    "NumericGreaterThanEqualsPath]";

void read_comparison(const Fields& fields, ChoiceRule& rule) {
  if (auto path = read_operand_path(fields, "Variable")) rule.variable = std::move(*path);
  std::size_t count = 0;
  for (const auto& [key, operand] : fields.object()) {
    const auto found = read_operator(key);
    if (!found) continue;
    ++count;
    rule.comparison = found->comparison;
    if (found->by_path) {
      rule.operand_path = read_operand_path(fields, key);
    } else {
      rule.operand = operand;
      check_operand(fields, std::string(key), found->type, operand);
    }
  }
  if (count == 0) fields.complain("This object should have only one of the following fields: " + operators);
  if (count > 1) fields.complain("There should only be one of the following fields: " + operators);
}

// Only rules of the state itself lead anywhere.
void check_rule_fields(const Fields& fields, std::string_view form, bool outermost) {
  std::set<std::string_view> known{"Comment", form};
  if (outermost) known.insert({"Next", "Assign"});
  if (form == "Condition") known.insert("Output");
  if (form == "Variable") {
    for (const auto& [key, value] : fields.object()) {
      if (read_operator(key)) known.insert(std::string_view(key));
    }
  }
  fields.refuse_unknown(known);
}

ChoiceRule read_rule(const Fields& fields, const State& state, int depth) {
  ChoiceRule rule;
  if (depth > deepest_rule) {
    fields.complain("The choice rule is nested too deeply");
    return rule;
  }
  const auto given = [&](std::string_view name) { return fields.has(name); };
  if (std::count_if(std::begin(rule_forms), std::end(rule_forms), given) != 1) {
    fields.complain(
        "The object must have only one of the following fields, [And, Or, Not, Variable, Condition]");
    return rule;
  }
  const std::string_view form = *std::find_if(std::begin(rule_forms), std::end(rule_forms), given);
  if ((form == "Condition") != state.jsonata()) {
    fields.complain(wrong_language(form, state.language));
    return rule;
  }
  check_rule_fields(fields, form, depth == 0);
  if (form == "Condition") {
    rule.kind = ChoiceRule::Kind::condition;
    rule.condition = fields.computed(form, state.language, json::kind::bool_);
  } else if (form == "Variable") {
    read_comparison(fields, rule);
  } else if (form == "Not") {
    rule.kind = ChoiceRule::Kind::negation;
    if (const auto* inner = fields.object(form)) {
      rule.parts.push_back(
          read_rule(Fields(*inner, fields.at(form), fields.diagnostics()), state, depth + 1));
    }
  } else {
    rule.kind = form == "And" ? ChoiceRule::Kind::all : ChoiceRule::Kind::any;
    rule.parts = read_parts(fields, form, state, depth);
  }
  return rule;
}

}  // namespace

void read_choice(const Fields& fields, State& state) {
  fields.require({"Choices"});
  state.otherwise = fields.text("Default");
  const json::array* choices = fields.filled_list("Choices");
  if (!choices) return;
  for (const auto& choice : *choices) {
    const std::string at = fields.at("Choices[" + std::to_string(state.choices.size()) + "]");
    if (!choice.is_object()) {
      fields.diagnostics().push_back({Fields::failed, "Expected value of type Object", at});
      continue;
    }
    const Fields inner(choice.get_object(), at, fields.diagnostics());
    ChoiceRule rule = read_rule(inner, state, 0);
    inner.require({"Next"});
    rule.next = inner.text("Next");
    rule.assign = inner.assignment(state.language);
    if (state.jsonata()) rule.output = inner.payload("Output", state.language);
    state.choices.push_back(std::move(rule));
  }
}

}  // namespace orrery::states
