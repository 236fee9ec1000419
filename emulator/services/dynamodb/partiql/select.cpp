// SELECT: a query where the partition is known, a scan otherwise; the WHERE clause is the filter of either.
#include <algorithm>

#include "core/digest.h"
#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/item_store.h"
#include "services/dynamodb/keys.h"
#include "services/dynamodb/partiql/execute.h"
#include "services/dynamodb/query_plan.h"
#include "services/dynamodb/request.h"

namespace orrery::dynamodb::partiql {
namespace {

// What the WHERE clause says of one key attribute, where a query can use it.
std::optional<KeyRange::Sort> usable(const Condition& condition, const KeyAttribute& key) {
  if (condition.operands.size() < 2 || condition.operands[0].kind != Operand::Kind::path) return std::nullopt;
  const Path& path = condition.operands[0].path;
  if (path.size() != 1 || path[0].name != key.name) return std::nullopt;
  for (std::size_t i = 1; i < condition.operands.size(); ++i) {
    const Operand& operand = condition.operands[i];
    if (operand.kind != Operand::Kind::value || Value(operand.value).type != key.type) return std::nullopt;
  }
  const std::string& low = condition.operands[1].value;
  if (condition.kind == Condition::Kind::between)
    return KeyRange::Sort{key.name, "BETWEEN", low, condition.operands[2].value};
  if (condition.kind == Condition::Kind::function && condition.comparator == "begins_with") {
    return KeyRange::Sort{key.name, "BEGINS_WITH", low, ""};
  }
  if (condition.kind != Condition::Kind::comparison) return std::nullopt;
  constexpr std::pair<std::string_view, std::string_view> names[] = {
      {"=", "EQ"}, {"<", "LT"}, {"<=", "LE"}, {">", "GT"}, {">=", "GE"}};
  for (const auto& [symbol, name] : names) {
    if (symbol == condition.comparator) return KeyRange::Sort{key.name, std::string(name), low, ""};
  }
  return std::nullopt;
}

std::optional<KeyRange> find_range(const KeySchema& keys, const Statement& statement) {
  if (!statement.where) return std::nullopt;
  std::vector<const Condition*> parts{&*statement.where};
  if (statement.where->kind == Condition::Kind::conjunction) {
    parts.clear();
    for (const Condition& child : statement.where->children) parts.push_back(&child);
  }
  std::optional<KeyRange> range;
  for (const Condition* part : parts) {
    const auto hash = usable(*part, keys.hash);
    if (hash && hash->comparison == "EQ") range = KeyRange{hash->low, {}, {}, std::nullopt};
  }
  if (!range || !keys.range) return range;
  for (const Condition* part : parts) {
    const auto sort = usable(*part, *keys.range);
    if (sort && !range->sort) range->sort = sort;
  }
  return range;
}

void check_order(const ReadPlan& plan, const Statement& statement, bool has_partition) {
  if (statement.order_by.empty()) return;
  if (!statement.where) {
    throw validation("Must have WHERE clause in the statement when using ORDER BY clause.");
  }
  if (!has_partition) {
    throw validation(
        "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.");
  }
  if (!plan.keys().has(statement.order_by)) {
    throw validation("Variable reference " + statement.order_by +
                     " in ORDER BY clause must be part of the primary key");
  }
}

std::string token_of(const json::object& last_key, std::string_view statement) {
  return to_base64(sha256(statement).substr(0, 8) + encode_item(last_key));
}

std::string read_token(std::string_view token, std::string_view statement) {
  const auto bytes = from_base64(token);
  if (!bytes || bytes->size() < 10 || bytes->substr(0, 8) != sha256(statement).substr(0, 8)) {
    throw validation("NextToken does not match request");
  }
  return bytes->substr(8);
}

// Whether the partition is named beside the other conditions, by an equality or a list.
bool keyed(const Condition& condition, std::string_view hash) {
  if (condition.kind == Condition::Kind::conjunction) {
    return std::any_of(condition.children.begin(), condition.children.end(),
                       [hash](const Condition& child) { return keyed(child, hash); });
  }
  const bool equals = condition.kind == Condition::Kind::comparison && condition.comparator == "=";
  if (!equals && condition.kind != Condition::Kind::in) return false;
  const Operand& first = condition.operands[0];
  return first.kind == Operand::Kind::path && first.path.size() == 1 && first.path[0].name == hash;
}

// What filters the items of a partition must be in the index.
void check_filter_projected(const ReadPlan& plan) {
  if (!plan.index || !plan.filter || !keyed(*plan.filter, plan.index->keys.hash.name)) return;
  std::vector<const Path*> paths;
  collect_paths(*plan.filter, paths);
  std::string missing;
  for (const Path* path : paths) {
    if (projects(*plan.table, *plan.index, (*path)[0].name)) continue;
    missing += (missing.empty() ? "" : ", ") + (*path)[0].name;
  }
  if (missing.empty()) return;
  throw invalid_parameter("Secondary index " + plan.index->name +
                          " does not project one or more filter attributes: [" + missing + "]");
}

// One branch of an OR: its partition, and what it says of the sort key.
struct Branch {
  std::optional<KeyRange> range;
  bool plain = true;  // says nothing of the sort key that a range cannot say
};

bool names_sort_key(const Condition& condition, const KeySchema& keys) {
  std::vector<const Path*> paths;
  collect_paths(condition, paths);
  for (const Path* path : paths) {
    if (keys.range && (*path)[0].name == keys.range->name) return true;
  }
  return false;
}

Branch read_branch(const Condition& condition, const KeySchema& keys) {
  Statement alone;
  alone.where = condition;
  Branch branch{find_range(keys, alone), true};
  branch.plain = (branch.range && branch.range->sort) || !names_sort_key(condition, keys);
  return branch;
}

// A branch that is a whole partition, or the same sort key, beside another that picks from it.
bool overlap(const Branch& a, const Branch& b) {
  if (!a.range || !b.range || !a.plain || !b.plain || a.range->hash != b.range->hash) return false;
  if (!a.range->sort && !b.range->sort) return false;
  if (!a.range->sort || !b.range->sort) return true;
  return a.range->sort->comparison == "EQ" && b.range->sort->comparison == "EQ" &&
         a.range->sort->low == b.range->sort->low;
}

void check_overlap(const KeySchema& keys, const Statement& statement) {
  if (!keys.range || !statement.where || statement.where->kind != Condition::Kind::disjunction) return;
  std::vector<Branch> branches;
  for (const Condition& child : statement.where->children) {
    branches.push_back(read_branch(child, keys));
    for (std::size_t i = 0; i + 1 < branches.size(); ++i) {
      if (!overlap(branches[i], branches.back())) continue;
      throw validation("Overlapping conditions with range keys are not supported in where clause");
    }
  }
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
  check_overlap(plan.keys(), statement);
  plan.limit = read_limit(input.members);
  plan.projection = statement.projection;
  plan.filter = statement.where;
  if (statement.descending) plan.direction = Direction::backward;
  const auto range = find_range(plan.keys(), statement);
  check_order(plan, statement, range.has_value());
  if (range) {
    set_bounds(plan, *range);
  } else {
    plan.lower = plan.prefix();
    plan.upper = prefix_end(plan.lower);
  }
  check_filter_projected(plan);
  choose_attributes(plan, {});
  const std::string_view text = input.text("Statement");
  if (const auto token = input.maybe_text("NextToken")) continue_after(plan, read_token(*token, text));
  json::object page = read_page(dynamodb, plan, input.members);
  json::object result{{"Items", std::move(page["Items"])}};
  if (const json::object* last = find_object(page, "LastEvaluatedKey")) {
    result["NextToken"] = token_of(*last, text);
    result["LastEvaluatedKey"] = *last;
  }
  if (const json::value* consumed = find(page, "ConsumedCapacity")) result["ConsumedCapacity"] = *consumed;
  return result;
}

std::optional<std::string> read_one(Dynamodb& dynamodb, const Context& context, const Statement& statement,
                                    Consistency consistency, Consumed& consumed) {
  const Table& table = dynamodb.tables.get(context, statement.table);
  consumed.table = table.name;
  const Target target = find_target(table, statement);
  const auto found = find_item(dynamodb, table, target.key);
  consumed.add_read(read_units(found ? found->size : 0, consistency));
  if (!found || (target.condition && !holds(*target.condition, found->item()))) return std::nullopt;
  return statement.projection ? project(found->item(), *statement.projection) : std::string(found->item());
}

}  // namespace orrery::dynamodb::partiql
