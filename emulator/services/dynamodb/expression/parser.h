#pragma once
// From the text of an expression to its syntax. Words only: names, values and types are looked at in check.h.
#include <string_view>

#include "services/dynamodb/expression/syntax.h"

namespace orrery::dynamodb {

// What the parser notices beside the syntax and the checks report in their own order.
struct Notes {
  bool redundant_parentheses = false;
  std::string repeated_section;  // "SET"
  std::string misused_size;      // "size" where a condition stands
};

// Throw ValidationException "Invalid <label>: Syntax error; token: ..., near: ...".
Condition parse_condition(std::string_view text, std::string_view label, Notes& notes);
Update parse_update(std::string_view text, Notes& notes);
Projection parse_projection(std::string_view text);

}  // namespace orrery::dynamodb
