#include "services/dynamodb/restore_request.h"

#include <set>

#include "services/dynamodb/table_rules.h"
#include "services/dynamodb/throughput_settings.h"

namespace orrery::dynamodb {
namespace {

// The indexes of the override, or those of the backup.
void override_indexes(const json::object& request, const char* member, IndexKind kind, Table& table) {
  const json::array* wanted = find_array(request, member);
  if (!wanted) return;
  std::erase_if(table.indexes, [kind](const Index& index) { return index.kind == kind; });
  std::set<std::string> names;
  for (const json::value& index : *wanted)
    table.indexes.push_back(read_index(index.as_object(), kind, table, names, Setting::at_creation));
}

}  // namespace

void override_restored(const Input& input, Instant now, Table& table) {
  if (const auto mode = input.maybe_text("BillingModeOverride")) table.on_demand = *mode == "PAY_PER_REQUEST";
  if (table.on_demand) {
    table.throughput = {};
    table.on_demand_since = now;
  }
  if (const json::object* units = input.maybe_object("ProvisionedThroughputOverride")) {
    table.throughput = {find_number(*units, "ReadCapacityUnits").value_or(0),
                        find_number(*units, "WriteCapacityUnits").value_or(0),
                        {},
                        {}};
  }
  json::object settings;
  for (const char* member : {"OnDemandThroughput", "SSESpecification"}) {
    const json::object* wanted = input.maybe_object(std::string(member) + "Override");
    if (wanted) settings[member] = *wanted;
  }
  set_on_demand(settings, table.on_demand, "", Setting::at_creation, table.extras);
  read_encryption(settings, table);
  override_indexes(input.members, "LocalSecondaryIndexOverride", IndexKind::local, table);
  override_indexes(input.members, "GlobalSecondaryIndexOverride", IndexKind::global, table);
}

}  // namespace orrery::dynamodb
