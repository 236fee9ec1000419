// SELECT: a query where the partition is known, a scan otherwise; the WHERE clause is the filter of either.
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
    return KeyRange::Sort{"BETWEEN", low, condition.operands[2].value};
  if (condition.kind == Condition::Kind::function && condition.comparator == "begins_with") {
    return KeyRange::Sort{"BEGINS_WITH", low, ""};
  }
  if (condition.kind != Condition::Kind::comparison) return std::nullopt;
  constexpr std::pair<std::string_view, std::string_view> names[] = {
      {"=", "EQ"}, {"<", "LT"}, {"<=", "LE"}, {">", "GT"}, {">=", "GE"}};
  for (const auto& [symbol, name] : names) {
    if (symbol == condition.comparator) return KeyRange::Sort{std::string(name), low, ""};
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
    if (hash && hash->comparison == "EQ") range = KeyRange{hash->low, std::nullopt};
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

}  // namespace

json::object run_select(Dynamodb& dynamodb, const Input& input, const Statement& statement) {
  ReadPlan plan;
  plan.table = &dynamodb.tables.get(input.context, statement.table);
  plan.consistency = wants_strong(input.members) ? Consistency::strong : Consistency::eventual;
  if (!statement.index.empty()) {
    plan.index = plan.table->find_index(statement.index);
    if (!plan.index) throw validation("The table does not have the specified index: " + statement.index);
    if (plan.index->kind == IndexKind::global && plan.consistency == Consistency::strong) {
      throw validation("Consistent reads are not supported on global secondary indexes");
    }
  }
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
