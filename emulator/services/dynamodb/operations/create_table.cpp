#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/operations/operations.h"
#include "services/dynamodb/policies.h"
#include "services/dynamodb/table_rules.h"
#include "services/dynamodb/table_shapes.h"
#include "services/dynamodb/tags.h"

namespace orrery::dynamodb {
namespace {

constexpr Member members[] = {
    {"AttributeDefinitions", shapes::definitions, Need::required},
    {"TableName", shapes::name, Need::required},
    {"BillingMode", shapes::billing_mode},
    {"ProvisionedThroughput", shapes::throughput},
    {"KeySchema", shapes::key_schema, Need::required},
    {"GlobalSecondaryIndexes", shapes::global_indexes},
    {"LocalSecondaryIndexes", shapes::local_indexes},
    {"StreamSpecification", shapes::stream},
    {"SSESpecification", shapes::sse},
    {"TableClass", shapes::table_class},
    {"DeletionProtectionEnabled", shapes::flag},
    {"OnDemandThroughput", shapes::on_demand},
    {"WarmThroughput", shapes::warm},
    {"Tags", shapes::tags},
    {"ResourcePolicy", shapes::text},
};

void read_indexes(const json::object& request, Table& table) {
  std::set<std::string> names;
  if (const json::array* local = find_array(request, "LocalSecondaryIndexes")) {
    if (local->empty()) throw invalid_parameter("List of LocalSecondaryIndexes is empty");
    if (!table.keys.range) {
      throw invalid_parameter(
          "Table KeySchema does not have a range key, which is required when specifying a "
          "LocalSecondaryIndex");
    }
    for (const json::value& index : *local) {
      table.indexes.push_back(read_index(index.as_object(), IndexKind::local, table, names));
    }
    if (local->size() > max_local_indexes) {
      throw invalid_parameter("Number of LocalSecondaryIndexes exceeds per-table limit of 5");
    }
  }
  if (const json::array* global = find_array(request, "GlobalSecondaryIndexes")) {
    if (global->empty()) throw invalid_parameter("List of GlobalSecondaryIndexes is empty");
    for (const json::value& index : *global) {
      table.indexes.push_back(read_index(index.as_object(), IndexKind::global, table, names));
    }
    if (global->size() > max_global_indexes) {
      throw invalid_parameter("GlobalSecondaryIndex count exceeds the per-table limit of 20");
    }
  }
}

// Every definition is of a key of the table or an index.
void check_definitions_used(const Table& table) {
  std::set<std::string> used;
  const auto use = [&used](const KeyAttribute& key, bool) { used.insert(key.name); };
  table.keys.for_each(use);
  for (const Index& index : table.indexes) index.keys.for_each(use);
  if (used.size() == table.definitions.size()) return;
  if (table.indexes.empty()) {
    throw invalid_parameter(
        "Number of attributes in KeySchema does not exactly match number of attributes defined in "
        "AttributeDefinitions");
  }
  std::string keys, definitions;
  for (const std::string& name : used) keys += (keys.empty() ? "" : ", ") + name;
  for (const auto& [name, type] : table.definitions) definitions += (definitions.empty() ? "" : ", ") + name;
  throw invalid_parameter("Some AttributeDefinitions are not used. AttributeDefinitions: [" + definitions +
                          "], keys used: [" + keys + "]");
}

std::string_view wanted_stream(const json::object& request) {
  const json::object* stream = find_object(request, "StreamSpecification");
  if (!stream) return {};
  const auto view = find_text(*stream, "StreamViewType");
  if (!stream->at("StreamEnabled").as_bool()) {
    if (view) {
      throw invalid_parameter(
          "Table is being created with a stream disabled, UpdateViewType should not be specified");
    }
    return {};
  }
  if (!view)
    throw invalid_parameter("Table is being created with a stream enabled, UpdateViewType cannot be null");
  return *view;
}

}  // namespace

json::object create_table(Dynamodb& dynamodb, const Input& input) {
  const json::object& request = input.members;
  check_shape(members, request, TableNameCheck::presence_first);
  input.refuse_unsupported({"VectorIndexes", "GlobalTableSourceArn"});
  Table table;
  table.account = input.context.account;
  table.region = input.context.region;
  table.name = input.text("TableName");
  table.on_demand = input.maybe_text("BillingMode") == "PAY_PER_REQUEST";
  check_throughput(request, table.on_demand);
  read_definitions(request, table);
  table.keys = read_table_keys(*find_array(request, "KeySchema"), table);
  read_indexes(request, table);
  check_definitions_used(table);
  const std::string_view stream = wanted_stream(request);
  if (const json::array* tags = find_array(request, "Tags")) put_tags(table, *tags);
  if (dynamodb.tables.find(input.context, table.name)) {
    throw AwsError("ResourceInUseException", "Table already exists: " + table.name);
  }

  const Instant now = dynamodb.clock.now();
  table.id = dynamodb.entropy.uuid();
  table.incarnation = dynamodb.tables.next_number();
  table.created = now;
  table.ready_at = now + dynamodb.options.table_delay;
  table.throughput = read_throughput(request);
  if (table.on_demand) table.on_demand_since = now;
  table.deletion_protected = input.flag("DeletionProtectionEnabled");
  table.table_class = input.maybe_text("TableClass").value_or("");
  read_extras(request, table);
  for (Index& index : table.indexes) index.id = dynamodb.tables.next_number();
  if (!stream.empty()) dynamodb.streams.enable(table, stream, dynamodb.options.stream_shards);
  if (const auto policy = input.maybe_text("ResourcePolicy")) {
    put_policy({table, "table/" + table.name}, *policy, now);
  }
  Table& kept = dynamodb.tables.add(std::move(table));

  // The answer is from before the table is there.
  Table shown = kept;
  shown.ready_at = now + std::chrono::microseconds(1);
  json::object description = describe(shown, now);
  return {{"TableDescription", std::move(description)}};
}

}  // namespace orrery::dynamodb
