#pragma once
// Backups that users ask for, and those that AWS makes of tables with point-in-time recovery when they are
// deleted. Their items: copies.h.
//
//   "dynamodb" account region "backup" id -> the backup's row, JSON: details and the table's row
#include <optional>
#include <string>
#include <vector>

#include "core/context.h"
#include "services/dynamodb/table.h"

namespace orrery::dynamodb {

class Dynamodb;

struct Backup {
  std::string arn, name;
  std::uint64_t copy = 0;
  Instant created{};
  bool available = true;    // all of it copied
  bool of_deleted = false;  // a SYSTEM backup: its items are where those of the table were
  Table table;              // as it was
};

bool is_backup(std::string_view arn);
Backup create_backup_of(Dynamodb& dynamodb, const Context& context, Table& table, std::string_view name);
// The table is being deleted: what it has becomes a backup that is kept for 35 days.
void keep_deleted(Dynamodb& dynamodb, const Context& context, const Table& table);
// All of it is copied.
void finish_backup(Dynamodb& dynamodb, const Context& context, std::string_view arn);
std::vector<Backup> list_backups_of(Dynamodb& dynamodb, const Context& context);
// Throws BackupNotFoundException, or ValidationException where the ARN is of no backup.
Backup find_backup(Dynamodb& dynamodb, const Context& context, std::string_view arn);
// Of a SYSTEM backup.
Instant expiry_of(const Backup& backup);
void remove_backup(Dynamodb& dynamodb, const Context& context, const Backup& backup);
// Makes `table` from it, with indexes; its rows are written, or will be part by part. Returns the new table.
Table& restore_backup(Dynamodb& dynamodb, const Backup& backup, Table table);

// Throws BackupInUseException where it is being made or restored from.
void check_idle(Dynamodb& dynamodb, const Context& context, const Backup& backup);

json::object backup_details(const Backup& backup);
json::object backup_source(const Backup& backup);
// BackupDescription: the backup, its table, and what that had beside items.
json::object describe_backup(const Backup& backup);

// The table, for operations that say TableNotFoundException.
Table& backed_up_table(Dynamodb& dynamodb, const Context& context, std::string_view name);

// PointInTimeRecovery as it is described.
json::object describe_recovery(const Table& table, Instant now);

}  // namespace orrery::dynamodb
