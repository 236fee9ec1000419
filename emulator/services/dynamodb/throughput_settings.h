#pragma once
// The most that an on-demand table or index takes, and what it is warm for: kept and described; nothing here
// is throttled.
#include <string_view>

#include "services/dynamodb/table.h"

namespace orrery::dynamodb {

enum class Setting { at_creation, by_update };

// OnDemandThroughput of a table or an index: each number replaces the one there was, -1 takes it away.
// `index` is empty for the table. Throws ValidationException where billing or a number does not allow it.
void set_on_demand(const json::object& request, bool on_demand, std::string_view index, Setting setting,
                   json::object& extras);

// WarmThroughput as it is described, of units that are provisioned or of a table that is on demand.
json::object warm_throughput(const json::object& extras, bool on_demand, const Throughput& throughput);
// What is warm never cools: it is at least what it was.
void keep_warm(json::object& extras, const json::object& before, bool on_demand,
               const Throughput& throughput);
// WarmThroughput of the request. Throws ValidationException where it is lower than what there is.
void set_warm(const json::object& request, bool on_demand, const Throughput& throughput,
              std::string_view index, Setting setting, json::object& extras);

}  // namespace orrery::dynamodb
