// SELECT: a query where the partition is known, a scan otherwise; the WHERE clause is the filter of either.
#include <algorithm>
#include <map>

#include "core/digest.h"
#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/item_store.h"
#include "services/dynamodb/keys.h"
#include "services/dynamodb/partiql/execute.h"
#include "services/dynamodb/partiql/key_plan.h"
#include "services/dynamodb/query_plan.h"
#include "services/dynamodb/request.h"

namespace orrery::dynamodb::partiql {
namespace {

void check_order(const ReadPlan& plan, const Statement& statement, const KeyPlan& keys) {
  if (statement.order_by.empty()) return;
  if (!statement.where) {
    throw validation("Must have WHERE clause in the statement when using ORDER BY clause.");
  }
  bool by_hash = false;
  for (const OrderTerm& term : statement.order_by) {
    by_hash = by_hash || term.attribute == plan.keys().hash.name;
    if (plan.keys().has(term.attribute)) continue;
    throw validation("Attribute " + term.attribute + " in ORDER BY clause must be part of the primary key");
  }
  if (!keys.keyed()) {
    throw validation(
        "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.");
  }
  if (keys.hash_values() > 1 && !by_hash) {
    throw validation(
        "Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE "
        "clause.");
  }
}

// What a token goes with: the statement and its parameters.
std::string request_digest(const Input& input) {
  const json::array* parameters = input.maybe_list("Parameters");
  std::string text(input.text("Statement"));
  if (parameters) text += '\0' + to_text(json::value(*parameters));
  return sha256(text).substr(0, 8);
}

constexpr std::string_view token_mark = "pq";

std::string token_of(const json::object& last_key, std::string_view digest) {
  return to_base64(std::string(token_mark) + std::string(digest) + encode_item(last_key));
}

std::string read_token(std::string_view token, std::string_view digest) {
  const auto bytes = from_base64(token);
  if (!bytes || !bytes->starts_with(token_mark) || bytes->size() <= token_mark.size() + digest.size()) {
    throw validation("Invalid NextToken");
  }
  if (bytes->substr(token_mark.size(), digest.size()) != digest) {
    throw validation("NextToken does not match request");
  }
  return bytes->substr(token_mark.size() + digest.size());
}

// The sort key goes down where ORDER BY does not name it.
void order_ranges(ReadPlan& plan, const Statement& statement, std::vector<KeyPlan::Bounds>& ranges) {
  if (statement.order_by.empty()) return;
  bool hash_down = false, sort_down = plan.keys().range.has_value();
  for (const OrderTerm& term : statement.order_by) {
    (term.attribute == plan.keys().hash.name ? hash_down : sort_down) = term.descending;
  }
  plan.direction = sort_down ? Direction::backward : Direction::forward;
  std::stable_sort(ranges.begin(), ranges.end(), [&](const KeyPlan::Bounds& a, const KeyPlan::Bounds& b) {
    const int order = Value(a.hash).payload.compare(Value(b.hash).payload);
    if (order != 0) return hash_down ? order > 0 : order < 0;
    return sort_down ? a.lower > b.lower : a.lower < b.lower;
  });
}

Page read_ranges(Dynamodb& dynamodb, ReadPlan plan, const std::vector<KeyPlan::Bounds>& ranges,
                 const std::optional<std::string>& after) {
  Page page;
  const std::string reached = after ? store_key(plan, *after) : "";
  bool skips = after.has_value();
  for (const KeyPlan::Bounds& range : ranges) {
    const bool last_read = skips && range.lower <= reached && reached < range.upper;
    if (skips && !last_read) continue;
    plan.lower = range.lower;
    plan.upper = range.upper;
    if (last_read) continue_after(plan, *after);
    skips = false;
    read_range(dynamodb, plan, page);
    if (page.last_key) break;
  }
  return page;
}

void choose_index(ReadPlan& plan, const Statement& statement) {
  if (statement.index.empty()) return;
  plan.index = plan.table->find_index(statement.index);
  if (!plan.index) throw validation("The table does not have the specified index");
  check_read_by(*plan.index, "Scan");
  check_readable(*plan.index);
  if (plan.index->kind == IndexKind::global && plan.consistency == Consistency::strong) {
    throw validation("Strongly consistent read is not supported on Global Secondary Indexes");
  }
}

}  // namespace

void check_readable(const Index& index) {
  if (!index.keys.several()) return;
  throw validation(
      "PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute "
      "RANGE "
      "keys.");
}

json::object run_select(Dynamodb& dynamodb, const Input& input, const Statement& statement) {
  ReadPlan plan;
  plan.table = &dynamodb.tables.get(input.context, statement.table);
  plan.consistency = wants_strong(input.members) ? Consistency::strong : Consistency::eventual;
  choose_index(plan, statement);
  plan.limit = read_limit(input.members);
  plan.projection = statement.projection;
  plan.of_statement = true;
  plan.filter = statement.where;
  choose_attributes(plan, {});
  const KeyPlan keys(plan.keys(), statement.where);
  keys.check_types();
  keys.check_overlap(plan);
  keys.check_count();
  keys.check_projected(plan);
  check_order(plan, statement, keys);
  std::vector<KeyPlan::Bounds> ranges;
  if (statement.where && keys.keyed()) {
    ranges = keys.bounds(plan);
  } else {
    const std::string prefix = plan.prefix();
    ranges.push_back({"", prefix, prefix_end(prefix)});
  }
  order_ranges(plan, statement, ranges);
  const std::string digest = request_digest(input);
  std::optional<std::string> after;
  if (const auto token = input.maybe_text("NextToken")) after = read_token(*token, digest);
  json::object page = show_page(plan, read_ranges(dynamodb, plan, ranges, after), input.members);
  json::object result{{"Items", std::move(page["Items"])}};
  if (const json::object* last = find_object(page, "LastEvaluatedKey")) {
    result["NextToken"] = token_of(*last, digest);
    result["LastEvaluatedKey"] = *last;
  }
  if (const json::value* consumed = find(page, "ConsumedCapacity")) result["ConsumedCapacity"] = *consumed;
  return result;
}

void check_overlap(Table& table, const Statement& statement) {
  ReadPlan plan;
  plan.table = &table;
  KeyPlan(table.keys, statement.where).check_overlap(plan);
}

void check_count(const Table& table, const Statement& statement) {
  KeyPlan(table.keys, statement.where).check_count();
}

std::string select_columns(std::string_view item, const Projection& paths) {
  std::map<std::string, std::string> columns;
  for (const Path& path : paths) {
    if (const auto value = find_path(item, path)) columns[column_name(path)] = value->bytes;
  }
  std::string all;
  for (const auto& [name, value] : columns) {
    append_text(all, name);
    all += value;
  }
  return all;
}

std::optional<std::string> read_one(Dynamodb& dynamodb, const Context& context, const Statement& statement,
                                    Consistency consistency, Consumed& consumed) {
  const Table& table = dynamodb.tables.get(context, statement.table);
  consumed.table = table.name;
  const Target target = find_target(table, statement);
  const auto found = find_item(dynamodb, table, target.key);
  consumed.add_read(read_units(found ? found->size : 0, consistency));
  if (!found || (target.condition && !holds(*target.condition, found->item()))) return std::nullopt;
  return statement.projection ? select_columns(found->item(), *statement.projection)
                              : std::string(found->item());
}

}  // namespace orrery::dynamodb::partiql
