#include "services/states/definition/fields.h"

namespace orrery::states {
namespace {

constexpr int deepest_rule = 32;

ChoiceRule read_rule(const Fields& fields, const State& state, int depth);

std::vector<ChoiceRule> read_parts(const Fields& fields, std::string_view name, const State& state,
                                   int depth) {
  std::vector<ChoiceRule> parts;
  const json::array* list = fields.list(name);
  if (!list) return parts;
  if (list->empty())
    fields.complain("The " + std::string(name) + " field must not be empty", std::string(name));
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
    fields.complain("Value is not a valid timestamp", field);
  }
}

void read_comparison(const Fields& fields, ChoiceRule& rule) {
  fields.require({"Variable"});
  if (fields.has("Variable")) {
    if (auto field = fields.path_field("Variable"); field.path) rule.variable = std::move(*field.path);
  }
  int found = 0;
  for (const auto& [key, operand] : fields.object()) {
    const std::string_view name = key;
    if (name == "Variable" || name == "Next" || name == "Comment" || name == "Assign") continue;
    const bool by_path = name.ends_with("Path") && operand_type(name.substr(0, name.size() - 4));
    const auto type = operand_type(by_path ? name.substr(0, name.size() - 4) : name);
    if (!type || (by_path && name.starts_with("Is")) || name == "StringMatchesPath") {
      fields.complain("Field is not supported", std::string(name));
      continue;
    }
    ++found;
    rule.comparison = by_path ? name.substr(0, name.size() - 4) : name;
    if (by_path) {
      if (auto field = fields.path_field(name); field.path) rule.operand_path = std::move(*field.path);
    } else {
      rule.operand = operand;
      check_operand(fields, std::string(name), *type, operand);
    }
  }
  if (found != 1) fields.complain("A choice rule must contain exactly one comparison operator");
}

ChoiceRule read_rule(const Fields& fields, const State& state, int depth) {
  ChoiceRule rule;
  if (depth > deepest_rule) {
    fields.complain("The choice rule is nested too deeply");
  } else if (state.jsonata()) {
    rule.kind = ChoiceRule::Kind::condition;
    fields.require({"Condition"});
    fields.refuse_unknown({"Condition", "Next", "Output", "Assign", "Comment"});
    rule.condition = fields.computed("Condition", state.language, json::kind::bool_);
  } else if (fields.has("And") || fields.has("Or")) {
    rule.kind = fields.has("And") ? ChoiceRule::Kind::all : ChoiceRule::Kind::any;
    const std::string name = fields.has("And") ? "And" : "Or";
    fields.refuse_unknown({name, "Next", "Comment", "Assign"});
    rule.parts = read_parts(fields, name, state, depth);
  } else if (fields.has("Not")) {
    rule.kind = ChoiceRule::Kind::negation;
    fields.refuse_unknown({"Not", "Next", "Comment", "Assign"});
    if (const auto* inner = fields.object("Not")) {
      rule.parts.push_back(
          read_rule(Fields(*inner, fields.at("Not"), fields.diagnostics()), state, depth + 1));
    }
  } else {
    read_comparison(fields, rule);
  }
  return rule;
}

}  // namespace

void read_choice(const Fields& fields, State& state) {
  fields.require({"Choices"});
  state.otherwise = fields.text("Default");
  const json::array* choices = fields.list("Choices");
  if (!choices) return;
  if (choices->empty()) fields.complain("The Choices field must not be empty", "Choices");
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
    rule.assign = inner.payload("Assign", state.language);
    if (state.jsonata()) rule.output = inner.payload("Output", state.language);
    state.choices.push_back(std::move(rule));
  }
}

}  // namespace orrery::states
