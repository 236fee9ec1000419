// INSERT, UPDATE and DELETE of one item.
#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/item_store.h"
#include "services/dynamodb/keys.h"
#include "services/dynamodb/partiql/execute.h"
#include "services/dynamodb/update_rules.h"

namespace orrery::dynamodb::partiql {
namespace {

using Kind = Statement::Kind;

Condition exists(const Table& table, bool wanted) {
  Condition condition;
  condition.kind = Condition::Kind::function;
  condition.comparator = wanted ? "attribute_exists" : "attribute_not_exists";
  Operand path;
  path.path = {Step::member(table.keys.hash.name)};
  condition.operands.push_back(std::move(path));
  return condition;
}

Condition both(Condition first, std::optional<Condition> second) {
  if (!second) return first;
  Condition whole;
  whole.kind = Condition::Kind::conjunction;
  whole.children.push_back(std::move(first));
  whole.children.push_back(std::move(*second));
  return whole;
}

std::optional<std::string> returned(const Statement& statement, std::optional<std::string_view> old_item,
                                    std::optional<std::string_view> new_item) {
  const auto part = [](std::optional<std::string_view> item) {
    return item ? std::optional(std::string(*item)) : std::nullopt;
  };
  switch (statement.returning) {
    case Returning::nothing:
      return std::nullopt;
    case Returning::all_old:
      return part(old_item);
    case Returning::all_new:
      return part(new_item);
    case Returning::modified_old:
      return updated_part(statement.update, old_item.value_or(""));
    case Returning::modified_new:
      return updated_part(statement.update, new_item.value_or(""));
  }
  return std::nullopt;
}

}  // namespace

TransactWrite as_transact_write(Dynamodb& dynamodb, const Context& context, const Statement& statement) {
  const Table& table = dynamodb.tables.get(context, statement.table);
  TransactWrite write;
  write.table = statement.table;
  if (statement.kind == Kind::insert) {
    write.kind = TransactWrite::Kind::put;
    write.item = statement.item;
    write.condition.condition = exists(table, false);
    check_item_size(write.item);
    return write;
  }
  if (const auto doubled = doubled_key(table, statement); doubled && statement.kind != Kind::exists) {
    throw validation("Multiple conditions on same key " + *doubled +
                     ". Only single item Update/Insert/Delete are supported");
  }
  Target target = find_target(table, statement);
  write.item = std::move(target.key);
  write.update = statement.update;
  write.kind = statement.kind == Kind::update   ? TransactWrite::Kind::update
               : statement.kind == Kind::remove ? TransactWrite::Kind::remove
                                                : TransactWrite::Kind::check;
  if (statement.kind == Kind::remove) {
    // What is not there is deleted already.
    if (target.condition) {
      Condition either;
      either.kind = Condition::Kind::disjunction;
      either.children.push_back(exists(table, false));
      either.children.push_back(std::move(*target.condition));
      write.condition.condition = std::move(either);
    }
  } else {
    write.condition.condition = both(exists(table, true), std::move(target.condition));
  }
  return write;
}

std::optional<std::string> write_one(Dynamodb& dynamodb, const Context& context, const Statement& statement,
                                     Consumed& consumed, bool returns_old_on_failure) {
  if (statement.kind == Kind::exists) {
    throw validation("EXISTS can only be used in ExecuteTransaction write requests.");
  }
  if (!statement.index.empty()) throw validation("This operation is not supported on an index");
  Table& table = dynamodb.tables.get(context, statement.table);
  TransactWrite write = as_transact_write(dynamodb, context, statement);
  consumed.table = table.name;
  write.condition.returns_old = returns_old_on_failure;
  std::optional<std::string> new_item;
  if (statement.kind == Kind::insert) {
    check_item_keys(table, write.item);
    check_index_keys(table, write.item);
  }
  if (statement.kind == Kind::update) check_update(table, statement.update);
  const auto found = find_item(dynamodb, table, write.item);
  const auto old_item = found ? std::optional(found->item()) : std::nullopt;
  if (statement.kind == Kind::insert && found) {
    throw AwsError("DuplicateItemException", "Duplicate primary key exists in table");
  }
  write.condition.check(old_item);
  if (statement.kind == Kind::insert) new_item = write.item;
  if (statement.kind == Kind::update) new_item = updated_item(table, statement.update, write.item, old_item);
  const auto new_view = new_item ? std::optional<std::string_view>(*new_item) : std::nullopt;
  consumed.add_write(table, write_item(dynamodb, table, old_item, new_view));
  return returned(statement, old_item, new_view);
}

}  // namespace orrery::dynamodb::partiql
