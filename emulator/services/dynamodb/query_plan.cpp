#include "services/dynamodb/query_plan.h"

#include "core/key.h"
#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/item_store.h"
#include "services/dynamodb/keys.h"
#include "services/dynamodb/partiql/execute.h"
#include "services/dynamodb/request.h"

namespace orrery::dynamodb {
namespace {

constexpr std::size_t page_bytes = 1024 * 1024;

std::string sort_part(const std::string& value) { return Key().text(Value(value).payload).bytes(); }

// The part without its end: what all sort keys that begin so begin with.
std::string open_part(const std::string& value) {
  std::string part = sort_part(value);
  part.resize(part.size() - 2);
  return part;
}

std::string projected(const ReadPlan& plan, std::string_view item) {
  return plan.of_statement ? partiql::select_columns(item, *plan.projection)
                           : project(item, *plan.projection);
}

}  // namespace

bool projects(const Table& table, const Index& index, std::string_view attribute) {
  if (index.projected == Projected::all || index.keys.has(attribute) || table.keys.has(attribute))
    return true;
  if (index.projected == Projected::keys_only) return false;
  return std::find(index.included.begin(), index.included.end(), attribute) != index.included.end();
}

std::string ReadPlan::prefix() const { return index ? index_prefix(*table, *index) : table->item_prefix; }

void set_bounds(ReadPlan& plan, const KeyRange& range) {
  std::vector<Value> hashes{Value(range.hash)};
  for (const std::string& more : range.more_hashes) hashes.emplace_back(more);
  std::string partition = partition_prefix(plan.prefix(), hashes);
  for (const std::string& value : range.first) partition += sort_part(value);
  plan.lower = partition;
  plan.upper = prefix_end(partition);
  if (!range.sort) return;
  const std::string& comparison = range.sort->comparison;
  const std::string low = partition + sort_part(range.sort->low);
  if (comparison == "EQ" || comparison == "GE" || comparison == "BETWEEN") plan.lower = low;
  if (comparison == "GT") plan.lower = prefix_end(low);
  if (comparison == "LT") plan.upper = low;
  if (comparison == "EQ" || comparison == "LE") plan.upper = prefix_end(low);
  if (comparison == "BETWEEN") plan.upper = prefix_end(partition + sort_part(range.sort->high));
  if (comparison == "BEGINS_WITH") {
    plan.lower = partition + open_part(range.sort->low);
    plan.upper = prefix_end(plan.lower);
  }
}

std::string store_key(const ReadPlan& plan, std::string_view key_attributes) {
  return plan.index ? index_key(*plan.table, *plan.index, key_attributes).value()
                    : item_key(*plan.table, key_attributes);
}

void continue_after(ReadPlan& plan, std::string_view start_key) {
  const std::string key = store_key(plan, start_key);
  if (plan.direction == Direction::forward) {
    plan.lower = std::max(plan.lower, prefix_end(key));
  } else {
    plan.upper = key;
  }
}

void read_range(Dynamodb& dynamodb, const ReadPlan& plan, Page& page) {
  const bool empty_range = !plan.upper.empty() && plan.lower >= plan.upper;
  Cursor cursor = dynamodb.store.range(plan.lower, empty_range ? plan.lower : plan.upper, plan.direction);
  for (; !empty_range && cursor.valid(); cursor.next()) {
    const Record record = read_record(cursor.value());
    std::string_view item = record.item;
    std::optional<Found> fetched;
    page.bytes += record.size;
    ++page.scanned;
    if (plan.fetches) {
      fetched = find_item(dynamodb, *plan.table, item);
      page.fetched_units += read_units(fetched ? fetched->size : 0, plan.consistency);
      if (fetched) item = fetched->item();
    }
    if (!plan.filter || holds(*plan.filter, plan.of_statement ? record.item : item)) {
      ++page.count;
      std::string columns;
      if (plan.projection) item = columns = projected(plan, item);
      if (!plan.count_only) page.items.push_back(item_to_json(item));
    }
    if ((plan.limit && page.scanned >= *plan.limit) || page.bytes >= page_bytes) {
      page.last_key = key_of(*plan.table, plan.index, record.item);
      return;
    }
  }
}

json::object show_page(const ReadPlan& plan, Page page, const json::object& request) {
  json::object result;
  if (!plan.count_only) result["Items"] = std::move(page.items);
  result["Count"] = page.count;
  result["ScannedCount"] = page.scanned;
  if (page.last_key) result["LastEvaluatedKey"] = item_to_json(*page.last_key);
  Consumed consumed{.table = plan.table->name, .indexes = {}};
  const double units = read_units(page.bytes, plan.consistency);
  if (plan.index) {
    consumed.add_index_read(*plan.index, units);
    consumed.add_read(page.fetched_units);
  } else {
    consumed.add_read(units);
  }
  add_capacity(result, request, consumed);
  return result;
}

json::object read_page(Dynamodb& dynamodb, const ReadPlan& plan, const json::object& request) {
  Page page;
  read_range(dynamodb, plan, page);
  return show_page(plan, std::move(page), request);
}

void check_read_by(const Index& index, std::string_view operation) {
  if (!index.vector) return;
  throw validation(std::string(operation) + " operation not supported on this index type" +
                   (operation == "Query" ? "." : ""));
}

void choose_source(Dynamodb& dynamodb, ReadPlan& plan, const Input& input, std::string_view operation) {
  const json::object& request = input.members;
  plan.table = &dynamodb.tables.get(input.context, *find_text(request, "TableName"));
  plan.consistency = wants_strong(request) ? Consistency::strong : Consistency::eventual;
  const auto name = find_text(request, "IndexName");
  if (!name) return;
  plan.index = plan.table->find_index(*name);
  if (!plan.index) throw validation("The table does not have the specified index: " + std::string(*name));
  // Of a vector index, a Query is refused for its consistency first, a Scan for the index.
  if (operation == "Scan") check_read_by(*plan.index, operation);
  if (plan.index->kind != IndexKind::local && plan.consistency == Consistency::strong) {
    throw validation("Consistent reads are not supported on global secondary indexes");
  }
  check_read_by(*plan.index, operation);
  if (is_under_way(*plan.index, dynamodb.clock.now())) {
    throw validation("Cannot read from backfilling global secondary index: " + plan.index->name);
  }
}

void check_select(const json::object& request) {
  const auto select = find_text(request, "Select");
  if (!select) return;
  const char* projection = find(request, "ProjectionExpression") ? "ProjectionExpression"
                           : find(request, "AttributesToGet")    ? "AttributesToGet"
                                                                 : nullptr;
  if (*select == "SPECIFIC_ATTRIBUTES") {
    if (projection) return;
    throw validation(
        "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES");
  }
  if (projection) {
    throw validation("Cannot specify the " + std::string(projection) + " when choosing to get " +
                     (*select == "COUNT" ? "only the Count" : std::string(*select)));
  }
  if (*select == "ALL_PROJECTED_ATTRIBUTES" && !find(request, "IndexName")) {
    throw validation("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
  }
}

void choose_attributes(ReadPlan& plan, const json::object& request) {
  const auto select = find_text(request, "Select");
  plan.count_only = select == "COUNT";
  if (!plan.index || plan.index->projected == Projected::all) return;
  if (select == "ALL_ATTRIBUTES") {
    if (plan.index->kind == IndexKind::global) {
      throw invalid_parameter("Select type ALL_ATTRIBUTES is not supported for global secondary index " +
                              plan.index->name + " because its projection type is not ALL");
    }
    plan.fetches = true;
    return;
  }
  std::string missing;
  if (plan.projection) {
    for (const Path& path : *plan.projection) {
      if (projects(*plan.table, *plan.index, path[0].name)) continue;
      missing += (missing.empty() ? "" : ", ") + path[0].name;
    }
  }
  if (missing.empty()) return;
  if (plan.index->kind == IndexKind::global) {
    throw invalid_parameter("Global secondary index " + plan.index->name + " does not project [" + missing +
                            "]");
  }
  plan.fetches = true;
}

std::optional<std::size_t> read_limit(const json::object& request) {
  const json::value* limit = find(request, "Limit");
  if (!limit) return std::nullopt;
  constexpr double most = 1e9;  // more than a page can hold
  return static_cast<std::size_t>(std::min(limit->to_number<double>(), most));
}

}  // namespace orrery::dynamodb
