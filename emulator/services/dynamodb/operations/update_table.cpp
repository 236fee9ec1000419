#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/global_tables.h"
#include "services/dynamodb/index_updates.h"
#include "services/dynamodb/operations/operations.h"
#include "services/dynamodb/table_changes.h"
#include "services/dynamodb/table_rules.h"
#include "services/dynamodb/table_shapes.h"
#include "services/dynamodb/throughput_settings.h"

namespace orrery::dynamodb {
namespace {

constexpr std::string_view replication_words[] = {"ENABLED", "DISABLED", "ENABLED_WITH_OVERRIDES"};
constexpr Shape settings_replication = shapes::choice(replication_words);
constexpr Member update_table_members[] = {
    {"AttributeDefinitions", shapes::definitions},
    {"TableName", shapes::name, Need::required},
    {"BillingMode", shapes::billing_mode},
    {"TableThroughputMode", shapes::billing_mode},
    {"ProvisionedThroughput", shapes::throughput},
    {"GlobalSecondaryIndexUpdates", index_updates_shape},
    {"VectorIndexUpdates", vector_updates_shape},
    {"StreamSpecification", shapes::stream},
    {"SSESpecification", shapes::sse},
    {"TableClass", shapes::text},
    {"DeletionProtectionEnabled", shapes::flag},
    {"OnDemandThroughput", shapes::on_demand},
    {"WarmThroughput", shapes::warm},
    {"ReplicaUpdates", replica_updates_shape},
    {"GlobalTableSettingsReplicationMode", settings_replication},
};

// With a switch to PROVISIONED, every global index is given its throughput.
void check_all_provisioned(const Table& table) {
  for (const Index& index : table.indexes) {
    if (index.kind != IndexKind::global || index.throughput.read > 0) continue;
    throw invalid_parameter("ProvisionedThroughput must be specified for index: " + index.name);
  }
}

void update_billing(Table& table, const json::object& request, Instant now) {
  const auto mode = billing_mode(request);
  if (!mode) return;
  const bool on_demand = *mode == "PAY_PER_REQUEST";
  if (on_demand && find(request, "ProvisionedThroughput")) {
    throw invalid_parameter(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
        "PAY_PER_REQUEST");
  }
  if (!on_demand && table.on_demand && !find(request, "ProvisionedThroughput")) {
    throw invalid_parameter("ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
  }
  if (on_demand && !table.on_demand) {
    table.on_demand_since = now;
    table.throughput = {};
    for (Index& index : table.indexes) index.throughput = {};
  }
  table.on_demand = on_demand;
  for (const Index& index : table.indexes) {
    if (index.vector) check_vector_billing(table);
  }
}

void update_throughput(Table& table, const json::object& request, Instant now) {
  const json::object* wanted = find_object(request, "ProvisionedThroughput");
  if (!wanted) return;
  if (table.on_demand) {
    throw invalid_parameter(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
        "PAY_PER_REQUEST");
  }
  change_throughput(table.throughput, *wanted, now, "table");
}

// What a switch of billing leaves without sense goes; what was warm stays so.
void update_settings(const Table& before, const json::object& request, Table& table) {
  if (!table.on_demand) table.extras.erase("OnDemandThroughput");
  keep_warm(table.extras, warm_throughput(before.extras, before.on_demand, before.throughput),
            table.on_demand, table.throughput);
  set_on_demand(request, table.on_demand, "", Setting::by_update, table.extras);
  set_warm(request, table.on_demand, table.throughput, "", Setting::by_update, table.extras);
  set_replication_mode(request, table.extras);
}

void update_encryption(Table& table, const json::object& request) {
  const json::value* before = find(table.extras, "SSEDescription");
  const json::value kept = before ? *before : json::value();
  read_encryption(request, table);
  if (!find(request, "SSESpecification")) return;
  const json::value* now = find(table.extras, "SSEDescription");
  if (!now && kept.is_null()) throw invalid_parameter("Table is already encrypted by default");
  if (now && *now == kept) {
    throw invalid_parameter(
        "Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to "
        "change Master Key");
  }
}

void update_stream(Dynamodb& dynamodb, Table& table, const json::object& request) {
  const json::object* wanted = find_object(request, "StreamSpecification");
  if (!wanted) return;
  const auto view = find_text(*wanted, "StreamViewType");
  if (!wanted->at("StreamEnabled").as_bool()) {
    if (view) {
      throw invalid_parameter("If stream is being disabled, then UpdateViewType must not be specified");
    }
    if (!table.stream.enabled) throw validation("Table has no stream to disable: TableName: " + table.name);
    return dynamodb.streams.disable(table);
  }
  if (table.stream.enabled) throw validation("Table already has an enabled stream: TableName: " + table.name);
  if (!view) throw invalid_parameter("If stream is being enabled then UpdateViewType is required");
  dynamodb.streams.enable(table, *view, dynamodb.options.stream_shards);
}

}  // namespace

json::object update_table(Dynamodb& dynamodb, const Input& input) {
  const json::object& request = input.members;
  check_shape(update_table_members, request, TableNameCheck::presence_first);
  input.refuse_unsupported(
      {"MultiRegionConsistency", "GlobalTableWitnessUpdates", "DisassociationProtectionEnabled"});
  check_changes(request);
  check_table_class(request);
  check_encryption(request);
  if (const json::object* throughput = find_object(request, "ProvisionedThroughput")) {
    check_throughput_bounds(*throughput);
  }
  check_index_updates(request);
  Table& kept = dynamodb.tables.describe(input.context, input.text("TableName"));
  check_replica_updates(request, kept.region);
  const Instant now = dynamodb.clock.now();
  check_vector_updates(kept, request, now);
  if (kept.status(now) != "ACTIVE") {
    throw AwsError(
        "ResourceInUseException",
        "Attempt to change a resource which is still in use: Table is being updated: " + kept.name);
  }
  Table changed = kept;  // all of it, or nothing
  std::optional<json::object> before_encryption;
  if (const json::object* encryption = find_object(kept.extras, "SSEDescription")) {
    before_encryption = *encryption;
  }
  update_billing(changed, request, now);
  update_throughput(changed, request, now);
  update_settings(kept, request, changed);
  update_indexes(dynamodb, changed, request);
  if (!changed.on_demand) check_all_provisioned(changed);
  if (const json::value* flag = find(request, "DeletionProtectionEnabled")) {
    changed.deletion_protected = flag->as_bool();
  }
  if (const auto table_class = find_text(request, "TableClass")) {
    changed.table_class = *table_class;
    changed.class_changed = now;
  }
  update_encryption(changed, request);
  update_stream(dynamodb, changed, request);
  changed.pending = "UPDATING";
  changed.ready_at = now + dynamodb.options.table_delay;
  kept = std::move(changed);
  dynamodb.tables.save(kept);
  dynamodb.tables.save_counts(kept);

  Table shown = kept;
  shown.ready_at = now + std::chrono::microseconds(1);
  json::object description = describe(shown, now);
  if (before_encryption && !find(description, "SSEDescription")) {
    description["SSEDescription"] = *before_encryption;
    description["SSEDescription"].as_object()["Status"] = "UPDATING";
  }
  if (const json::object* wanted = find_object(request, "OnDemandThroughput")) {
    // The answer names what is taken away, too.
    json::object& most = description["OnDemandThroughput"].is_object()
                             ? description["OnDemandThroughput"].as_object()
                             : description["OnDemandThroughput"].emplace_object();
    for (const auto& member : *wanted) most[member.key()] = member.value();
  }
  mark_indexes(description, kept, request);
  return {{"TableDescription", std::move(description)}};
}

}  // namespace orrery::dynamodb
