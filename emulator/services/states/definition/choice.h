#pragma once
// The rules of a Choice state.
#include <string>
#include <vector>

#include "services/states/template.h"

namespace orrery::states {

struct ChoiceRule {
  enum class Kind { comparison, all, any, negation, condition };
  Kind kind = Kind::comparison;
  std::vector<ChoiceRule> parts;  // of all, any, negation
  Path variable;
  std::string comparison;  // "StringEquals", without "Path"
  json::value operand;     // what the variable is compared with
  std::optional<Path> operand_path;
  std::optional<Template> condition;  // JSONata

  std::string next;                // of a top-level rule
  std::optional<Template> output;  // JSONata
  std::optional<Template> assign;
};

// Whether the comparison is one of the language, and which JSON type its operand has.
enum class OperandType { text, number, flag, time };
std::optional<OperandType> operand_type(std::string_view comparison);

// Throws Failure where a path leads nowhere.
bool holds(const ChoiceRule& rule, const Scope& scope, const Tools& tools);
// '*' stands for any text, '\*' for a star.
bool matches_wildcards(std::string_view text, std::string_view pattern);

}  // namespace orrery::states
