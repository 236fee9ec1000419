#pragma once
// The condition in [?( ... )]: a small tree over paths and literals.
#include <memory>
#include <variant>
#include <vector>

#include "services/states/path/path.h"
#include "services/states/regex/regex.h"

namespace orrery::states {

struct Operand {
  enum class Kind { literal, current, document, pattern };
  Kind kind = Kind::literal;
  json::value literal;
  Path path;                             // of current ('@') and document ('$')
  std::shared_ptr<const Regex> pattern;  // matches the whole text
};

struct Filter {
  enum class Kind { all, any, negation, exists, comparison };
  Kind kind;
  std::vector<std::shared_ptr<const Filter>> parts;
  Operand left, right;
  std::string comparison;
};

// Reads "?( ... )" from `at` on, which stands behind the '?'. Throws PathError.
std::shared_ptr<const Filter> parse_filter(std::string_view text, std::size_t& at);
bool holds(const Filter& filter, const json::value& current, const json::value& document);

}  // namespace orrery::states
