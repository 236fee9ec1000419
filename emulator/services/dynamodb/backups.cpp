#include "services/dynamodb/backups.h"

#include "core/key.h"
#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/item_store.h"

namespace orrery::dynamodb {
namespace {

Key backup_rows(const Context& context) {
  return std::move(Key("dynamodb").text(context.account).text(context.region).text("backup"));
}

Key item_rows(const Context& context, std::uint64_t copy) {
  return std::move(
      Key("dynamodb").text(context.account).text(context.region).text("backup item").number(copy));
}

std::string_view backup_id(std::string_view arn) {
  const std::size_t slash = arn.rfind('/');
  return slash == arn.npos ? arn : arn.substr(slash + 1);
}

Backup from_backup_row(std::string_view text) {
  const json::object row = parse_json(text)->as_object();
  Backup backup;
  backup.arn = find_text(row, "arn").value_or("");
  backup.name = find_text(row, "name").value_or("");
  backup.copy = row.at("copy").to_number<std::uint64_t>();
  backup.created = from_epoch_milliseconds(*find_number(row, "created"));
  backup.table = from_row(row.at("table").as_object());
  backup.table.counts.items = find_number(row, "items").value_or(0);
  backup.table.counts.bytes = find_number(row, "bytes").value_or(0);
  return backup;
}

}  // namespace

Backup create_backup_of(Dynamodb& dynamodb, const Context& context, const Table& table,
                        std::string_view name) {
  Backup backup;
  backup.name = name;
  backup.created = dynamodb.clock.now();
  const std::string milliseconds = std::to_string(epoch_milliseconds(backup.created));
  const std::string id = std::string(14 - std::min<std::size_t>(14, milliseconds.size()), '0') +
                         milliseconds + "-" + dynamodb.entropy.hex(8);
  backup.arn = table.arn() + "/backup/" + id;
  backup.copy = dynamodb.tables.next_number();
  backup.table = table;
  std::uint64_t number = 0;
  for (Cursor item = dynamodb.store.scan(table.item_prefix); item.valid(); item.next()) {
    dynamodb.store.put(item_rows(context, backup.copy).number(number++), read_record(item.value()).item);
  }
  dynamodb.store.put(backup_rows(context).text(id),
                     to_text(json::object{{"arn", backup.arn},
                                          {"name", backup.name},
                                          {"copy", backup.copy},
                                          {"created", epoch_milliseconds(backup.created)},
                                          {"table", to_row(table)},
                                          {"items", table.counts.items},
                                          {"bytes", table.counts.bytes}}));
  return backup;
}

std::vector<Backup> list_backups_of(Dynamodb& dynamodb, const Context& context) {
  std::vector<Backup> backups;
  for (Cursor row = dynamodb.store.scan(backup_rows(context)); row.valid(); row.next()) {
    backups.push_back(from_backup_row(row.value()));
  }
  return backups;
}

Backup find_backup(Dynamodb& dynamodb, const Context& context, std::string_view arn) {
  const auto row = dynamodb.store.get(backup_rows(context).text(backup_id(arn)));
  if (!row) throw AwsError("BackupNotFoundException", "Backup not found: " + std::string(arn));
  return from_backup_row(*row);
}

void remove_backup(Dynamodb& dynamodb, const Context& context, const Backup& backup) {
  dynamodb.store.erase(backup_rows(context).text(backup_id(backup.arn)));
  dynamodb.sweep_later(item_rows(context, backup.copy).bytes());
}

Table& restore_backup(Dynamodb& dynamodb, const Context& context, const Backup& backup, Table table) {
  const Instant now = dynamodb.clock.now();
  table.id = dynamodb.entropy.uuid();
  table.incarnation = dynamodb.tables.next_number();
  table.created = now;
  table.ready_at = now + dynamodb.options.table_delay;
  table.pending = "CREATING";
  table.counts = {};
  table.stream = {};
  table.ttl_attribute.clear();
  table.tags.clear();
  table.policies.clear();
  table.deletion_protected = false;
  table.recovery_since.reset();
  for (Index& index : table.indexes) {
    index.id = dynamodb.tables.next_number();
    index.counts = {};
  }
  Table& kept = dynamodb.tables.add(std::move(table));
  for (Cursor item = dynamodb.store.scan(item_rows(context, backup.copy)); item.valid(); item.next()) {
    write_item(dynamodb, kept, std::nullopt, std::string(item.value()));
  }
  return kept;
}

json::object backup_details(const Backup& backup) {
  return {{"BackupArn", backup.arn},
          {"BackupName", backup.name},
          {"BackupSizeBytes", backup.table.counts.bytes},
          {"BackupStatus", "AVAILABLE"},
          {"BackupType", "USER"},
          {"BackupCreationDateTime", epoch_double(backup.created)}};
}

json::object backup_source(const Backup& backup) {
  const json::object shown = describe(backup.table, backup.created);
  json::object source{{"TableName", backup.table.name},
                      {"TableId", backup.table.id},
                      {"TableArn", backup.table.arn()},
                      {"TableSizeBytes", backup.table.counts.bytes},
                      {"KeySchema", shown.at("KeySchema")},
                      {"TableCreationDateTime", epoch_double(backup.table.created)},
                      {"ProvisionedThroughput",
                       {{"ReadCapacityUnits", backup.table.throughput.read},
                        {"WriteCapacityUnits", backup.table.throughput.write}}},
                      {"ItemCount", backup.table.counts.items},
                      {"BillingMode", backup.table.on_demand ? "PAY_PER_REQUEST" : "PROVISIONED"}};
  return source;
}

Table& backed_up_table(Dynamodb& dynamodb, const Context& context, std::string_view name) {
  Table* table = dynamodb.tables.find(context, name);
  if (!table)
    throw AwsError("TableNotFoundException", "Table not found: " + std::string(table_name_of(name)));
  return *table;
}

json::object describe_recovery(const Table& table, Instant now) {
  json::object recovery{{"PointInTimeRecoveryStatus", table.recovery_since ? "ENABLED" : "DISABLED"}};
  if (table.recovery_since) {
    recovery["RecoveryPeriodInDays"] = table.recovery_days;
    recovery["EarliestRestorableDateTime"] = epoch_double(*table.recovery_since);
    recovery["LatestRestorableDateTime"] = epoch_double(now);
  }
  return {
      {"ContinuousBackupsDescription",
       {{"ContinuousBackupsStatus", "ENABLED"}, {"PointInTimeRecoveryDescription", std::move(recovery)}}}};
}

}  // namespace orrery::dynamodb
