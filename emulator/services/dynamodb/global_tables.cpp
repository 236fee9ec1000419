#include "services/dynamodb/global_tables.h"

namespace orrery::dynamodb {

void check_replica_updates(const json::object& request, std::string_view region) {
  const json::array* updates = find_array(request, "ReplicaUpdates");
  if (!updates) return;
  for (const json::value& update : *updates) {
    if (find(update.as_object(), "Disassociate")) throw not_supported("parameter ReplicaUpdates");
    for (const std::string_view kind : {"Create", "Update", "Delete"}) {
      const json::object* action = find_object(update.as_object(), kind);
      if (!action) continue;
      const std::string_view replica = *find_text(*action, "RegionName");
      if (replica == region) {
        throw validation(
            "Cannot add or delete the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or "
            "UpdateTable as required.");
      }
      if (kind == "Create") throw not_supported("parameter ReplicaUpdates");
      throw validation(
          "Update global table operation failed because one or more replicas were not part of the global "
          "table. "
          "Please retry the request without these replicas: [" +
          std::string(replica) + "].");
    }
    throw validation("There are no actions specified in the Replica Update Action of the request.");
  }
}

void set_replication_mode(const json::object& request, json::object& extras) {
  const auto mode = find_text(request, "GlobalTableSettingsReplicationMode");
  if (!mode) return;
  if (*mode == "ENABLED_WITH_OVERRIDES") {
    throw validation(
        "Value 'ENABLED_WITH_OVERRIDES' at 'GlobalTableSettingsReplicationMode' failed to satisfy "
        "constraint: "
        "Only ENABLED and DISABLED settings replication are supported for a Regional Table.");
  }
  extras["GlobalTableSettingsReplicationMode"] = *mode;
}

}  // namespace orrery::dynamodb
