#pragma once
// The parameters from before expressions, read into the same syntax: Expected, QueryFilter, ScanFilter,
// KeyConditions, AttributeUpdates.
#include <string>
#include <string_view>

#include "core/json.h"
#include "services/dynamodb/expression/syntax.h"
#include "services/dynamodb/reading.h"

namespace orrery::dynamodb {

// Throw ValidationException where an entry is not well made.
Condition read_expected(const json::object& expected, std::string_view conditional_operator);
Condition read_filter(const json::object& filter, std::string_view conditional_operator,
                      Reading reading = Reading::current);
Update read_attribute_updates(const json::object& updates);

// Operators and their arguments, as QueryFilter, ScanFilter and KeyConditions have them.
void check_conditions(const json::object& conditions, Reading reading = Reading::current);
// Those of a request, and that a ConditionalOperator has something to join.
void check_filter_conditions(const json::object& request, std::string_view filter_name,
                             Reading reading = Reading::current);
void check_expected(const json::object& request);
void check_attribute_updates(const json::object& updates);

}  // namespace orrery::dynamodb
