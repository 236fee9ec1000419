#pragma once
#include <span>

#include "services/dynamodb/shape.h"

namespace orrery::dynamodb {

// The second check of shape.h: lengths, ranges, patterns, choices, required members. The types are right.
void check_constraints(std::span<const Member> members, const json::object& input, ConstraintWords words);

}  // namespace orrery::dynamodb
