#include "services/dynamodb/backups.h"

#include <limits>

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
  backup.available = !row.contains("copying");
  backup.created = from_epoch_milliseconds(*find_number(row, "created"));
  backup.table = from_row(row.at("table").as_object());
  backup.table.counts.items = find_number(row, "items").value_or(0);
  backup.table.counts.bytes = find_number(row, "bytes").value_or(0);
  return backup;
}

}  // namespace

Backup create_backup_of(Dynamodb& dynamodb, const Context& context, Table& table, std::string_view name) {
  Backup backup;
  backup.name = name;
  backup.created = dynamodb.clock.now();
  const std::string milliseconds = std::to_string(epoch_milliseconds(backup.created));
  const std::string id = std::string(14 - std::min<std::size_t>(14, milliseconds.size()), '0') +
                         milliseconds + "-" + dynamodb.entropy.hex(8);
  backup.arn = table.arn() + "/backup/" + id;
  backup.copy = dynamodb.tables.next_number();
  backup.table = table;
  backup.available = false;
  dynamodb.store.put(backup_rows(context).text(id),
                     to_text(json::object{{"arn", backup.arn},
                                          {"name", backup.name},
                                          {"copy", backup.copy},
                                          {"created", epoch_milliseconds(backup.created)},
                                          {"table", to_row(table)},
                                          {"items", table.counts.items},
                                          {"bytes", table.counts.bytes},
                                          {"copying", true}}));
  table.copies.push_back({backup.copy, backup.arn, ""});
  if (table.counts.items > TableWork::items_per_turn) {
    dynamodb.tables.save(table);
    dynamodb.table_work.begin(table);
    return backup;
  }
  copy_part(dynamodb, table, std::numeric_limits<int>::max());
  return find_backup(dynamodb, context, backup.arn);
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

Table& restore_backup(Dynamodb& dynamodb, const Backup& backup, Table table) {
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
  table.copies.clear();
  table.deletion_protected = false;
  table.recovery_since.reset();
  for (Index& index : table.indexes) {
    index.id = dynamodb.tables.next_number();
    index.counts = {};
  }
  Table& kept = dynamodb.tables.add(std::move(table));
  kept.restoring = {backup.copy, backup.arn, ""};
  if (backup.table.counts.items > TableWork::items_per_turn) {
    dynamodb.tables.save(kept);
    dynamodb.table_work.begin(kept);
  } else {
    restore_part(dynamodb, kept, std::numeric_limits<int>::max());
  }
  return kept;
}

void check_idle(Dynamodb& dynamodb, const Context& context, const Backup& backup) {
  bool used = !backup.available;
  for (const std::string& name : dynamodb.tables.names(context)) {
    if (used) break;
    const Table* table = dynamodb.tables.find(context, name);
    used = table && table->restoring && table->restoring->backup == backup.arn;
  }
  if (used) throw AwsError("BackupInUseException", "Backup is being created or restored: " + backup.arn);
}

bool copy_part(Dynamodb& dynamodb, Table& table, int most) {
  if (table.copies.empty()) return false;
  Context context;
  context.account = table.account;
  context.region = table.region;
  Copying& copying = table.copies.front();
  const std::string from = copying.done_to.empty() ? table.item_prefix : copying.done_to + '\0';
  Cursor item = dynamodb.store.range(from, prefix_end(table.item_prefix));
  for (; item.valid() && most > 0; item.next(), --most) {
    keep_for_backup(dynamodb, table, copying, item.key(), read_record(item.value()).item);
    copying.done_to = item.key();
  }
  if (!item.valid()) {
    const Key key = std::move(backup_rows(context).text(backup_id(copying.backup)));
    json::object row = parse_json(*dynamodb.store.get(key))->as_object();
    row.erase("copying");
    dynamodb.store.put(key, to_text(row));
    table.copies.erase(table.copies.begin());
  }
  dynamodb.tables.save(table);
  return true;
}

void keep_for_backup(Dynamodb& dynamodb, const Table& table, const Copying& copying, std::string_view key,
                     std::optional<std::string_view> old_item) {
  if (key <= copying.done_to) return;
  Context context;
  context.account = table.account;
  context.region = table.region;
  const Key row = std::move(item_rows(context, copying.copy).raw(key.substr(table.item_prefix.size())));
  if (!dynamodb.store.has(row)) dynamodb.store.put(row, old_item.value_or(""));
}

bool restore_part(Dynamodb& dynamodb, Table& table, int most) {
  if (!table.restoring) return false;
  Context context;
  context.account = table.account;
  context.region = table.region;
  const std::string rows = item_rows(context, table.restoring->copy).bytes();
  const std::string from = table.restoring->done_to.empty() ? rows : table.restoring->done_to + '\0';
  Cursor item = dynamodb.store.range(from, prefix_end(rows));
  for (; item.valid() && most > 0; item.next(), --most) {
    table.restoring->done_to = item.key();
    if (!item.value().empty()) write_item(dynamodb, table, std::nullopt, item.value());
  }
  if (!item.valid()) table.restoring.reset();
  dynamodb.tables.save(table);
  return true;
}

json::object backup_details(const Backup& backup) {
  return {{"BackupArn", backup.arn},
          {"BackupName", backup.name},
          {"BackupSizeBytes", backup.table.counts.bytes},
          {"BackupStatus", backup.available ? "AVAILABLE" : "CREATING"},
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
