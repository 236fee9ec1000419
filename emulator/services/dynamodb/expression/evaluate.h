#pragma once
// Conditions, updates and projections applied to items. What is absent makes a comparison false, not an
// error.
#include <list>
#include <optional>
#include <string>
#include <string_view>

#include "services/dynamodb/expression/syntax.h"
#include "services/dynamodb/value.h"

namespace orrery::dynamodb {

std::optional<Value> find_path(std::string_view item, const Path& path);

// An item that is absent is an empty one.
bool holds(const Condition& condition, std::string_view item);

// The item after the update. Throws ValidationException where an operand has the wrong type, a path leads
// nowhere, or an operand is absent.
std::string apply_update(const Update& update, std::string_view item);

std::string project(std::string_view item, const Projection& paths);

// The comparisons of conditions, also for legacy ones. Both sides present.
bool compare_values(std::string_view comparator, const Value& left, const Value& right);
bool contains_value(const Value& container, const Value& element);
bool begins_with(const Value& text, const Value& prefix);

}  // namespace orrery::dynamodb
