// Which item a statement is about.
#include <algorithm>

#include "services/dynamodb/errors.h"
#include "services/dynamodb/keys.h"
#include "services/dynamodb/partiql/execute.h"

namespace orrery::dynamodb::partiql {
namespace {

// An equality of a top-level attribute with a value, in either order.
const std::string* equal_value(const Condition& condition, std::string_view attribute) {
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
  std::vector<const Condition*> rest;
};

Found look(const Table& table, const Statement& statement) {
  Found found;
  if (!statement.where) return found;
  std::vector<const Condition*> parts;
  if (statement.where->kind == Condition::Kind::conjunction) {
    for (const Condition& child : statement.where->children) parts.push_back(&child);
  } else {
    parts.push_back(&*statement.where);
  }
  for (const Condition* part : parts) {
    const std::string* hash = equal_value(*part, table.keys.hash.name);
    const std::string* range = table.keys.range ? equal_value(*part, table.keys.range->name) : nullptr;
    if (hash && !found.hash) {
      found.hash = hash;
    } else if (range && !found.range) {
      found.range = range;
    } else {
      found.rest.push_back(part);
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
  if (!statement.index.empty() || !names_item(table, statement)) return false;
  const Found found = look(table, statement);
  return std::none_of(found.rest.begin(), found.rest.end(),
                      [](const Condition* part) { return part->kind == Condition::Kind::function; });
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
