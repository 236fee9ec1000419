#pragma once
// Contributor Insights of tables and their global indexes: kept and described as asked for. There is no
// CloudWatch that would show their graphs.
//
// A table's row keeps by name of an index, "" for the table itself: enabled, milliseconds, mode.
#include <string>
#include <string_view>

#include "core/context.h"
#include "services/dynamodb/table.h"

namespace orrery::dynamodb {

class Dynamodb;

// The table, and its index where one is named. Throws ResourceNotFoundException.
Table& insight_table(Dynamodb& dynamodb, const Context& context, std::string_view name,
                     std::string_view index);

// TableName, IndexName, ContributorInsightsStatus and ContributorInsightsMode.
json::object insight_summary(const Table& table, std::string_view index);

}  // namespace orrery::dynamodb
