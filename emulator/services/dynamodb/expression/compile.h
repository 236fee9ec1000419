#pragma once
// From the text of an expression to syntax whose names and values are filled in and whose types are checked.
// All throw ValidationException "Invalid <label>: ...", the checks in DynamoDB's order.
#include <string_view>

#include "services/dynamodb/expression/bindings.h"
#include "services/dynamodb/expression/syntax.h"

namespace orrery::dynamodb {

Condition compile_condition(std::string_view text, std::string_view label, Bindings& bindings);
Update compile_update(std::string_view text, Bindings& bindings);
Projection compile_projection(std::string_view text, Bindings& bindings);

bool is_reserved(std::string_view name);

}  // namespace orrery::dynamodb
