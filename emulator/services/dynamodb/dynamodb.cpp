#include "services/dynamodb/dynamodb.h"

#include "core/key.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/operations/operations.h"

namespace orrery::dynamodb {
namespace {

constexpr Operation<Dynamodb> operation_table[] = {
    {"BatchExecuteStatement", batch_execute_statement},
    {"BatchGetItem", batch_get_item},
    {"BatchWriteItem", batch_write_item},
    {"CreateBackup", create_backup},
    {"CreateGlobalTable", create_global_table},
    {"CreateTable", create_table},
    {"DeleteBackup", delete_backup},
    {"DeleteItem", delete_item},
    {"DeleteResourcePolicy", delete_resource_policy},
    {"DeleteTable", delete_table},
    {"DescribeBackup", describe_backup},
    {"DescribeContinuousBackups", describe_continuous_backups},
    {"DescribeContributorInsights", describe_contributor_insights},
    {"DescribeEndpoints", describe_endpoints},
    {"DescribeExport", describe_export},
    {"DescribeGlobalTable", describe_global_table},
    {"DescribeGlobalTableSettings", describe_global_table_settings},
    {"DescribeImport", describe_import},
    {"DescribeKinesisStreamingDestination", describe_kinesis_streaming_destination},
    {"DescribeLimits", describe_limits},
    {"DescribeTable", describe_table},
    {"DescribeTableReplicaAutoScaling", describe_table_replica_auto_scaling},
    {"DescribeTimeToLive", describe_time_to_live},
    {"DisableKinesisStreamingDestination", disable_kinesis_streaming_destination},
    {"EnableKinesisStreamingDestination", enable_kinesis_streaming_destination},
    {"ExecuteStatement", execute_statement},
    {"ExecuteTransaction", execute_transaction},
    {"ExportTableToPointInTime", export_table_to_point_in_time},
    {"GetItem", get_item},
    {"GetResourcePolicy", get_resource_policy},
    {"ImportTable", import_table},
    {"ListBackups", list_backups},
    {"ListContributorInsights", list_contributor_insights},
    {"ListExports", list_exports},
    {"ListGlobalTables", list_global_tables},
    {"ListImports", list_imports},
    {"ListTables", list_tables},
    {"ListTagsOfResource", list_tags_of_resource},
    {"PutFaults", put_faults},
    {"PutItem", put_item},
    {"PutResourcePolicy", put_resource_policy},
    {"Query", query},
    {"RestoreTableFromBackup", restore_table_from_backup},
    {"RestoreTableToPointInTime", restore_table_to_point_in_time},
    {"Scan", scan},
    {"SearchVectors", search_vectors},
    {"TagResource", tag_resource},
    {"TransactGetItems", transact_get_items},
    {"TransactWriteItems", transact_write_items},
    {"UntagResource", untag_resource},
    {"UpdateContinuousBackups", update_continuous_backups},
    {"UpdateContributorInsights", update_contributor_insights},
    {"UpdateGlobalTable", update_global_table},
    {"UpdateGlobalTableSettings", update_global_table_settings},
    {"UpdateItem", update_item},
    {"UpdateKinesisStreamingDestination", update_kinesis_streaming_destination},
    {"UpdateTable", update_table},
    {"UpdateTableReplicaAutoScaling", update_table_replica_auto_scaling},
    {"UpdateTimeToLive", update_time_to_live},
};

constexpr std::string_view bodiless[] = {"TagResource", "UntagResource"};

constexpr ServiceInfo service_info{.name = "dynamodb",
                                   .resource = "TableName",
                                   .wires = {.target = "DynamoDB_20120810",
                                             .error_namespace = error_namespace,
                                             .routes = {},
                                             .crc32 = true,
                                             .bodiless = bodiless},
                                   .refusals = {}};

constexpr std::string_view sweep_rows = "sweep";

Key sweep_key() { return std::move(Key("dynamodb").text("").text("").text(sweep_rows)); }

}  // namespace

Dynamodb::Dynamodb(Core& core_, Options options_)
    : core(core_),
      store(core_.store),
      clock(core_.clock),
      options(options_),
      entropy(core_.entropy.fork("dynamodb")),
      tables(core_.store, core_.clock),
      streams(core_.store, core_.clock, tables),
      time_to_live(*this),
      table_work(*this),
      exports(*this),
      imports(*this) {}

const ServiceInfo& Dynamodb::info() const { return service_info; }

void Dynamodb::call(std::string_view operation, const Context& context, const json::object& input,
                    Reply reply) {
  dispatch<Dynamodb>(operation_table, *this, operation, context, input, std::move(reply));
}

void Dynamodb::resume() {
  time_to_live.resume();
  table_work.resume();
  exports.resume();
  imports.resume();
  if (store.scan(sweep_key()).valid()) sweep();
}

std::string Dynamodb::timed_id(Instant when) {
  constexpr std::size_t digits = 14;
  const std::string time = std::to_string(epoch_milliseconds(when));
  return std::string(digits - std::min(digits, time.size()), '0') + time + "-" + entropy.hex(8);
}

void Dynamodb::sweep_later(std::string prefix) {
  store.put(sweep_key().raw(prefix), "");
  sweeper_ = clock.after(
      std::chrono::milliseconds(1), [this] { sweep(); }, Purpose::housekeeping);
}

void Dynamodb::sweep() {
  constexpr int most_per_turn = 2000;
  int count = 0;
  const Key rows = sweep_key();
  for (Cursor row = store.scan(rows); row.valid(); row.next()) {
    const std::string prefix(row.key().substr(rows.bytes().size()));
    for (Cursor entry = store.scan(prefix); entry.valid(); entry.next()) {
      if (++count > most_per_turn) {
        sweeper_ = clock.after(
            std::chrono::milliseconds(1), [this] { sweep(); }, Purpose::housekeeping);
        return;
      }
      store.erase(entry.key());
    }
    store.erase(row.key());
  }
}

}  // namespace orrery::dynamodb
