#pragma once
// KeyConditionExpression and KeyConditions, as far as they can be read without the table, and then with it.
#include <map>
#include <string>

#include "services/dynamodb/expression/syntax.h"
#include "services/dynamodb/query_plan.h"

namespace orrery::dynamodb {

// One condition per attribute.
struct KeyCondition {
  std::string comparison;  // EQ NE IN LT LE GT GE BETWEEN BEGINS_WITH NULL NOT_NULL CONTAINS NOT_CONTAINS
  std::vector<std::string> values;
};
using KeyConditions = std::map<std::string, KeyCondition>;

// Throw ValidationException where the expression is no condition on keys.
KeyConditions read_key_expression(const Condition& condition);
KeyConditions read_key_conditions(const json::object& conditions, std::size_t most);
// That there are none, or too many.
[[noreturn]] void refuse_key_conditions();

// Throws ValidationException where the conditions do not fit the schema.
KeyRange fit_schema(const KeySchema& keys, const KeyConditions& conditions);

}  // namespace orrery::dynamodb
