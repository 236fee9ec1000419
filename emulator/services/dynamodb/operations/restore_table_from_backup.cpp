#include "services/dynamodb/backups.h"
#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/operations/operations.h"
#include "services/dynamodb/table_rules.h"
#include "services/dynamodb/table_shapes.h"

namespace orrery::dynamodb {
namespace {

constexpr Shape arn{.kind = Shape::Kind::text, .min = 37, .max = 1024};
constexpr Member members[] = {{"TargetTableName", shapes::name, Need::required},
                              {"BackupArn", arn, Need::required},
                              {"BillingModeOverride", shapes::billing_mode},
                              {"ProvisionedThroughputOverride", shapes::throughput},
                              {"GlobalSecondaryIndexOverride", shapes::global_indexes},
                              {"LocalSecondaryIndexOverride", shapes::local_indexes},
                              {"OnDemandThroughputOverride", shapes::on_demand},
                              {"SSESpecificationOverride", shapes::sse}};

// The indexes of the override, or those of the backup.
void override_indexes(const json::object& request, const char* member, IndexKind kind, Table& table) {
  const json::array* wanted = find_array(request, member);
  if (!wanted) return;
  std::erase_if(table.indexes, [kind](const Index& index) { return index.kind == kind; });
  std::set<std::string> names;
  for (const json::value& index : *wanted)
    table.indexes.push_back(read_index(index.as_object(), kind, table, names));
}

}  // namespace

json::object restore_table_from_backup(Dynamodb& dynamodb, const Input& input) {
  check_shape(members, input.members);
  input.refuse_unsupported({"OnDemandThroughputOverride", "SSESpecificationOverride"});
  const Backup backup = find_backup(dynamodb, input.context, input.text("BackupArn"));
  const std::string name(input.text("TargetTableName"));
  if (!backup.available) throw AwsError("BackupInUseException", "Backup is being created: " + backup.arn);
  if (dynamodb.tables.find(input.context, name)) {
    throw AwsError("TableAlreadyExistsException", "Table already exists: " + name);
  }
  Table table = backup.table;
  const Instant now = dynamodb.clock.now();
  table.name = name;
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
  override_indexes(input.members, "LocalSecondaryIndexOverride", IndexKind::local, table);
  override_indexes(input.members, "GlobalSecondaryIndexOverride", IndexKind::global, table);
  table.extras["RestoreSummary"] = {{"SourceBackupArn", backup.arn},
                                    {"SourceTableArn", backup.table.arn()},
                                    {"RestoreDateTime", epoch_double(now)},
                                    {"RestoreInProgress", false}};
  Table shown = restore_backup(dynamodb, backup, std::move(table));
  shown.restoring.emplace();
  shown.counts = {};
  return {{"TableDescription", describe(shown, now)}};
}

}  // namespace orrery::dynamodb
