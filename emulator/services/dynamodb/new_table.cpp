#include "services/dynamodb/new_table.h"

#include <algorithm>
#include <set>

#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/table_rules.h"
#include "services/dynamodb/throughput_settings.h"
#include "services/dynamodb/vector_index.h"

namespace orrery::dynamodb {
namespace {

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
      table.indexes.push_back(
          read_index(index.as_object(), IndexKind::local, table, names, Setting::at_creation));
    }
    if (local->size() > max_local_indexes) {
      throw invalid_parameter("Number of LocalSecondaryIndexes exceeds per-table limit of 5");
    }
  }
  if (const json::array* global = find_array(request, "GlobalSecondaryIndexes")) {
    if (global->empty()) throw invalid_parameter("List of GlobalSecondaryIndexes is empty");
    for (const json::value& index : *global) {
      table.indexes.push_back(
          read_index(index.as_object(), IndexKind::global, table, names, Setting::at_creation));
    }
    if (global->size() > max_global_indexes) {
      throw invalid_parameter("GlobalSecondaryIndex count exceeds the per-table limit of 20");
    }
  }
  if (const json::array* vectors = find_array(request, "VectorIndexes")) {
    if (vectors->empty()) throw invalid_parameter("List of VectorIndexes is empty");
    if (vectors->size() > max_vector_indexes) {
      throw invalid_parameter("VectorIndex count exceeds the per-table limit of 5");
    }
    for (const json::value& index : *vectors) {
      const std::string name(find_text(index.as_object(), "IndexName").value_or(""));
      if (!names.insert(name).second) throw invalid_parameter("Duplicate index name: " + name);
      table.indexes.push_back(read_vector_index(index.as_object(), table));
    }
  }
}

// Every definition is of a key of the table or an index. AWS looks at this before it looks at the indexes.
void check_definitions_used(const json::object& request, const Table& table) {
  std::set<std::string> used;
  table.keys.for_each([&used](const KeyAttribute& key, bool) { used.insert(key.name); });
  bool indexed = false;
  for (const char* member : {"LocalSecondaryIndexes", "GlobalSecondaryIndexes", "VectorIndexes"}) {
    const json::array* indexes = find_array(request, member);
    if (!indexes) continue;
    indexed = indexed || !indexes->empty();
    for (const json::value& index : *indexes) {
      for (const char* schema : {"KeySchema", "SearchSchema"}) {
        const json::array* elements = find_array(index.as_object(), schema);
        if (!elements) continue;
        for (const json::value& element : *elements) {
          used.emplace(find_text(element.as_object(), "AttributeName").value_or(""));
        }
      }
    }
  }
  const bool all_used = std::ranges::all_of(
      table.definitions, [&used](const auto& definition) { return used.contains(definition.first); });
  if (all_used) return;
  if (!indexed) {
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

}  // namespace

Table read_new_table(const Context& context, const json::object& request) {
  Table table;
  table.account = context.account;
  table.region = context.region;
  table.name = find_text(request, "TableName").value_or("");
  table.on_demand = billing_mode(request) == "PAY_PER_REQUEST";
  check_throughput(request, table.on_demand);
  check_encryption(request);
  read_definitions(request, table);
  table.keys = read_table_keys(*find_array(request, "KeySchema"), table);
  table.throughput = read_throughput(request);
  set_on_demand(request, table.on_demand, "", Setting::at_creation, table.extras);
  set_warm(request, table.on_demand, table.throughput, "", Setting::at_creation, table.extras);
  check_definitions_used(request, table);
  read_indexes(request, table);
  return table;
}

void number_new_table(Dynamodb& dynamodb, const json::object& request, Table& table) {
  table.id = dynamodb.entropy.uuid();
  table.incarnation = dynamodb.tables.next_number();
  table.created = dynamodb.clock.now();
  if (table.on_demand) table.on_demand_since = table.created;
  read_encryption(request, table);
  for (Index& index : table.indexes) index.id = dynamodb.tables.next_number();
}

}  // namespace orrery::dynamodb
