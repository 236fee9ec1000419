// Which item a statement is about.
#include <algorithm>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/keys.h"
#include "services/dynamodb/partiql/execute.h"

namespace orrery::dynamodb::partiql {
namespace {

// An equality of a top-level attribute with a value, in either order; in reads also IN with one value.
const std::string* equal_value(const Condition& condition, std::string_view attribute, bool in_counts) {
  if (in_counts && condition.kind == Condition::Kind::in && condition.operands.size() == 2) {
    Condition equality = condition;
    equality.kind = Condition::Kind::comparison;
    equality.comparator = "=";
    return equal_value(equality, attribute, false) ? &condition.operands[1].value : nullptr;
  }
  if (condition.kind != Condition::Kind::comparison || condition.comparator != "=") return nullptr;
  for (const int side : {0, 1}) {
    const Operand& path = condition.operands[static_cast<std::size_t>(side)];
    const Operand& value = condition.operands[static_cast<std::size_t>(1 - side)];
    if (path.kind == Operand::Kind::path && path.path.size() == 1 && path.path[0].name == attribute &&
        value.kind == Operand::Kind::value) {
      return &value.value;
    }
  }
  return nullptr;
}

struct Found {
  const std::string* hash = nullptr;
  const std::string* range = nullptr;
  std::optional<std::string> doubled;  // a key attribute that is to be two values
  std::vector<const Condition*> rest;
};

void flatten(const Condition& condition, std::vector<const Condition*>& parts) {
  if (condition.kind != Condition::Kind::conjunction) {
    parts.push_back(&condition);
    return;
  }
  for (const Condition& child : condition.children) flatten(child, parts);
}

Found look(const Table& table, const Statement& statement) {
  Found found;
  if (!statement.where) return found;
  std::vector<const Condition*> parts;
  flatten(*statement.where, parts);
  for (const Condition* part : parts) {
    const bool reads = statement.kind == Statement::Kind::select;
    const std::string* hash = equal_value(*part, table.keys.hash.name, reads);
    const std::string* range = table.keys.range ? equal_value(*part, table.keys.range->name, reads) : nullptr;
    const std::string*& known = hash ? found.hash : found.range;
    const std::string* value = hash ? hash : range;
    if (value && !known) {
      known = value;
    } else if (!value || *value != *known) {
      found.rest.push_back(part);
      if (value && !found.doubled) found.doubled = hash ? table.keys.hash.name : table.keys.range->name;
    }
  }
  return found;
}

}  // namespace

bool names_item(const Table& table, const Statement& statement) {
  const Found found = look(table, statement);
  return found.hash && (!table.keys.range || found.range);
}

bool names_only_item(const Table& table, const Statement& statement) {
  return statement.index.empty() && names_item(table, statement) && look(table, statement).rest.empty();
}

std::optional<std::string> doubled_key(const Table& table, const Statement& statement) {
  return look(table, statement).doubled;
}

std::optional<std::string> item_of(const Table& table, const Statement& statement) {
  try {
    if (statement.kind == Statement::Kind::insert) {
      check_item_keys(table, statement.item);
      return item_key(table, statement.item);
    }
    if (statement.reads() && !names_only_item(table, statement)) return std::nullopt;
    return item_key(table, find_target(table, statement).key);
  } catch (const AwsError&) {
    return std::nullopt;
  }
}

Target find_target(const Table& table, const Statement& statement) {
  const Found found = look(table, statement);
  if (!found.hash || (table.keys.range && !found.range)) {
    throw validation("Where clause does not contain a mandatory equality on all key attributes");
  }
  Target target;
  std::map<std::string, std::string> members{{table.keys.hash.name, *found.hash}};
  if (table.keys.range) members[table.keys.range->name] = *found.range;
  for (const auto& [name, value] : members) {
    append_text(target.key, name);
    target.key += value;
  }
  check_key(table, target.key);
  if (!found.rest.empty()) {
    target.condition.emplace();
    target.condition->kind = Condition::Kind::conjunction;
    for (const Condition* part : found.rest) target.condition->children.push_back(*part);
  }
  return target;
}

}  // namespace orrery::dynamodb::partiql
