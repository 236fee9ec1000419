#include "services/dynamodb/index_updates.h"

#include <set>

#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/item_store.h"
#include "services/dynamodb/keys.h"
#include "services/dynamodb/table_rules.h"
#include "services/dynamodb/throughput_settings.h"

namespace orrery::dynamodb {
namespace {

// The action of one update and the index it is for.
struct Chosen {
  std::string_view action;
  const json::object* body = nullptr;
  std::string name;
};

Chosen choose(const json::value& update) {
  for (const char* action : {"Update", "Create", "Delete"}) {
    const json::object* body = find_object(update.as_object(), action);
    if (body) return {action, body, std::string(find_text(*body, "IndexName").value_or(""))};
  }
  throw invalid_parameter(
      "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
      "GlobalSecondaryIndexUpdate.Delete must not be null");
}

const json::array& updates_of(const json::object& request) {
  static const json::array none;
  const json::array* updates = find_array(request, "GlobalSecondaryIndexUpdates");
  return updates ? *updates : none;
}

void check_none_filling(const Table& table) {
  for (const Index& index : table.indexes) {
    if (!index.filling) continue;
    throw AwsError(
        "LimitExceededException",
        "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table");
  }
}

void add_index(Dynamodb& dynamodb, Table& table, const json::object& body) {
  check_none_filling(table);
  std::set<std::string> names;
  Index index = read_index(body, IndexKind::global, table, names);
  if (table.find_index(index.name)) {
    throw validation("Attempting to create an index which already exists");
  }
  std::size_t global = 1;
  for (const Index& known : table.indexes) global += known.kind == IndexKind::global;
  if (global > max_global_indexes) {
    throw AwsError("LimitExceededException", "GlobalSecondaryIndex count exceeds the per-table limit of 20");
  }
  index.id = dynamodb.tables.next_number();
  index.ready_at = dynamodb.clock.now() + dynamodb.options.table_delay;
  dynamodb.table_work.fill(table, index);
  table.indexes.push_back(std::move(index));
}

void remove_index(Dynamodb& dynamodb, Table& table, const std::string& name) {
  const Index* index = table.find_index(name);
  if (!index || index->kind == IndexKind::local) throw resource_not_found("Requested resource not found");
  dynamodb.sweep_later(index_prefix(table, *index));
  std::erase_if(table.indexes, [&name](const Index& known) { return known.name == name; });
}

void update_throughput(Table& table, const Chosen& chosen, Instant now) {
  Index* index = table.find_index(chosen.name);
  if (!index) throw resource_not_found("Requested resource not found");
  const json::object warm = warm_throughput(index->extras, table.on_demand, index->throughput);
  if (const json::object* wanted = find_object(*chosen.body, "ProvisionedThroughput")) {
    check_throughput_bounds(*wanted, chosen.name);
    change_throughput(index->throughput, *wanted, now);
    keep_warm(index->extras, warm, table.on_demand, index->throughput);
  }
  set_on_demand(*chosen.body, table.on_demand, chosen.name, Setting::by_update, index->extras);
  set_warm(*chosen.body, table.on_demand, index->throughput, chosen.name, Setting::by_update, index->extras);
}

// Only definitions that a key uses are kept.
void prune_definitions(Table& table) {
  std::erase_if(table.definitions, [&table](const auto& definition) {
    if (table.keys.has(definition.first)) return false;
    for (const Index& index : table.indexes) {
      if (index.keys.has(definition.first)) return false;
    }
    return true;
  });
}

}  // namespace

void check_index_updates(const json::object& request) {
  std::set<std::string> names;
  int created_or_deleted = 0;
  for (const json::value& update : updates_of(request)) {
    const Chosen chosen = choose(update);
    if (!names.insert(chosen.name).second) {
      throw invalid_parameter(
          "Only one global secondary index update per index is allowed simultaneously. Index: " +
          chosen.name);
    }
    created_or_deleted += chosen.action != "Update";
  }
  if (created_or_deleted > 1) {
    throw AwsError(
        "LimitExceededException",
        "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table");
  }
}

void update_indexes(Dynamodb& dynamodb, Table& table, const json::object& request) {
  if (find(request, "AttributeDefinitions")) read_definitions(request, table);
  for (const json::value& update : updates_of(request)) {
    const Chosen chosen = choose(update);
    if (chosen.action == "Create") {
      add_index(dynamodb, table, *chosen.body);
    } else if (chosen.action == "Delete") {
      remove_index(dynamodb, table, chosen.name);
    } else {
      update_throughput(table, chosen, dynamodb.clock.now());
    }
  }
  prune_definitions(table);
}

void mark_indexes(json::object& description, const Table& table, const json::object& request) {
  json::value* shown = find(description, "GlobalSecondaryIndexes");
  if (!shown) return;
  for (json::value& index : shown->as_array()) {
    json::object& object = index.as_object();
    object["IndexStatus"] = "ACTIVE";
    object.erase("Backfilling");
    for (const json::value& update : updates_of(request)) {
      const Chosen chosen = choose(update);
      if (chosen.name != view(object.at("IndexName").as_string())) continue;
      object["IndexStatus"] = chosen.action == "Create" ? "CREATING" : "UPDATING";
      if (chosen.action == "Create") object["Backfilling"] = table.counts.items > 0;
    }
  }
}

void change_throughput(Throughput& throughput, const json::object& wanted, Instant now) {
  const std::int64_t read = find_number(wanted, "ReadCapacityUnits").value_or(0);
  const std::int64_t write = find_number(wanted, "WriteCapacityUnits").value_or(0);
  if (read == throughput.read && write == throughput.write) {
    throw validation(
        "The provisioned throughput for the table will not change. The requested value equals the current "
        "value. "
        "Current ReadCapacityUnits provisioned for the table: " +
        std::to_string(throughput.read) + ". Requested ReadCapacityUnits: " + std::to_string(read) +
        ". Current WriteCapacityUnits provisioned for the table: " + std::to_string(throughput.write) +
        ". Requested WriteCapacityUnits: " + std::to_string(write) +
        ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher "
        "limits.");
  }
  if (read > throughput.read || write > throughput.write) throughput.increased = now;
  if (read < throughput.read || write < throughput.write) throughput.decreased = now;
  throughput.read = read;
  throughput.write = write;
}

}  // namespace orrery::dynamodb
