// Tables as DescribeTable shows them.
#include "services/dynamodb/table.h"
#include "services/dynamodb/throughput_settings.h"

namespace orrery::dynamodb {
namespace {

json::array key_schema(const KeySchema& keys) {
  json::array schema;
  keys.for_each([&schema](const KeyAttribute& key, bool is_hash) {
    schema.push_back({{"AttributeName", key.name}, {"KeyType", is_hash ? "HASH" : "RANGE"}});
  });
  return schema;
}

json::object describe_throughput(const Throughput& throughput) {
  json::object description{{"NumberOfDecreasesToday", throughput.decreased ? 1 : 0},
                           {"ReadCapacityUnits", throughput.read},
                           {"WriteCapacityUnits", throughput.write}};
  if (throughput.increased) description["LastIncreaseDateTime"] = epoch_double(*throughput.increased);
  if (throughput.decreased) description["LastDecreaseDateTime"] = epoch_double(*throughput.decreased);
  return description;
}

json::object projection(const Index& index) {
  json::object description{{"ProjectionType", index.projected == Projected::all         ? "ALL"
                                              : index.projected == Projected::keys_only ? "KEYS_ONLY"
                                                                                        : "INCLUDE"}};
  if (index.projected == Projected::include)
    description["NonKeyAttributes"] = json::value_from(index.included);
  return description;
}

void describe_place(json::object& description, const Table& table, const Index& index) {
  description["IndexSizeBytes"] = index.counts.bytes;
  description["ItemCount"] = index.counts.items;
  description["IndexArn"] = table.arn() + "/index/" + index.name;
}

json::object describe_index(const Table& table, const Index& index, Instant now) {
  json::object description{
      {"IndexName", index.name}, {"KeySchema", key_schema(index.keys)}, {"Projection", projection(index)}};
  if (index.kind == IndexKind::global) {
    const bool creating = is_under_way(index, now) || table.restoring || now < table.ready_at;
    description["IndexStatus"] = creating ? "CREATING" : "ACTIVE";
    if (creating && table.pending == "UPDATING") description["Backfilling"] = true;
    description["ProvisionedThroughput"] = describe_throughput(index.throughput);
    description["WarmThroughput"] = warm_throughput(index.extras, table.on_demand, index.throughput);
    for (const auto& extra : index.extras) description[extra.key()] = extra.value();
  }
  describe_place(description, table, index);
  return description;
}

// Until the table is ACTIVE again, resources are allocated for an index that was added; then it is filled.
json::object describe_vector_index(const Table& table, const Index& index, Instant now) {
  const VectorSettings& settings = *index.vector;
  json::object description{{"IndexName", index.name},
                           {"Projection", projection(index)},
                           {"VectorAttribute", {{"AttributeName", settings.attribute}}},
                           {"Dimensions", settings.dimensions},
                           {"DistanceFunction", settings.distance_function}};
  json::array schema;
  index.for_each_defined([&schema](const KeyAttribute& attribute, bool is_hash) {
    schema.push_back(
        {{"AttributeName", attribute.name}, {"SearchSchemaElementType", is_hash ? "HASH" : "INLINE_FILTER"}});
  });
  if (!schema.empty()) description["SearchSchema"] = std::move(schema);
  const bool created_with_table = table.pending == "CREATING" && (table.restoring || now < table.ready_at);
  const bool added = !created_with_table && is_under_way(index, now);
  description["IndexStatus"] = created_with_table || added ? "CREATING" : "ACTIVE";
  if (added) description["Backfilling"] = now >= table.ready_at;
  describe_place(description, table, index);
  return description;
}

}  // namespace

bool is_under_way(const Index& index, Instant now) { return index.filling || now < index.ready_at; }

json::object describe(const Table& table, Instant now) {
  json::array definitions, local, global, vectors;
  for (const auto& [name, type] : table.definitions) {
    definitions.push_back({{"AttributeName", name}, {"AttributeType", type}});
  }
  for (const Index& index : table.indexes) {
    if (index.vector) {
      vectors.push_back(describe_vector_index(table, index, now));
    } else {
      (index.kind == IndexKind::local ? local : global).push_back(describe_index(table, index, now));
    }
  }
  json::object description{
      {"AttributeDefinitions", std::move(definitions)},
      {"TableName", table.name},
      {"KeySchema", key_schema(table.keys)},
      {"TableStatus", table.status(now)},
      {"CreationDateTime", epoch_double(table.created)},
      {"ProvisionedThroughput", describe_throughput(table.throughput)},
      {"TableSizeBytes", table.counts.bytes},
      {"ItemCount", table.counts.items},
      {"TableArn", table.arn()},
      {"TableId", table.id},
      {"DeletionProtectionEnabled", table.deletion_protected},
      {"WarmThroughput", warm_throughput(table.extras, table.on_demand, table.throughput)}};
  if (table.on_demand || table.on_demand_since) {
    const char* mode = table.on_demand ? "PAY_PER_REQUEST" : "PROVISIONED";
    json::object billing{{"BillingMode", mode}};
    json::object throughput_mode{{"TableThroughputMode", mode}};
    if (table.on_demand_since) {
      for (json::object* summary : {&billing, &throughput_mode}) {
        (*summary)["LastUpdateToPayPerRequestDateTime"] = epoch_double(*table.on_demand_since);
      }
    }
    description["BillingModeSummary"] = std::move(billing);
    description["TableThroughputModeSummary"] = std::move(throughput_mode);
  }
  if (!local.empty()) description["LocalSecondaryIndexes"] = std::move(local);
  if (!global.empty()) description["GlobalSecondaryIndexes"] = std::move(global);
  if (!vectors.empty()) description["VectorIndexes"] = std::move(vectors);
  if (table.stream.enabled) {
    description["StreamSpecification"] = {{"StreamEnabled", true}, {"StreamViewType", table.stream.view}};
  }
  if (!table.stream.label.empty()) {
    description["LatestStreamLabel"] = table.stream.label;
    description["LatestStreamArn"] = table.stream_arn();
  }
  if (!table.table_class.empty()) {
    description["TableClassSummary"] = {{"TableClass", table.table_class}};
    if (table.class_changed) {
      description["TableClassSummary"].as_object()["LastUpdateDateTime"] = epoch_double(*table.class_changed);
    }
  }
  for (const auto& extra : table.extras) description[extra.key()] = extra.value();
  return description;
}

}  // namespace orrery::dynamodb
