#pragma once
// ExclusiveStartKey: what it may be.
#include <optional>
#include <string>

#include "services/dynamodb/query_plan.h"

namespace orrery::dynamodb {

// The key as an item; values that are not well made are refused.
std::optional<std::string> read_start_key(const json::object& request, Reading reading);

// Throw ValidationException where the key could not have come from this query or scan.
void check_query_start(const ReadPlan& plan, const KeyRange& range, std::string_view key);
void check_scan_start(const ReadPlan& plan, std::string_view key);

}  // namespace orrery::dynamodb
