#include "services/dynamodb/update_rules.h"

#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/item_store.h"
#include "services/dynamodb/keys.h"
#include "services/dynamodb/request.h"

namespace orrery::dynamodb {
namespace {

void check_keys_stay(const Table& table, const Update& update) {
  const auto check = [&update](const KeyAttribute& key) {
    for (const Action& action : update) {
      if (action.path[0].name != key.name) continue;
      throw invalid_parameter("Cannot update attribute " + key.name + ". This attribute is part of the key");
    }
  };
  check(table.keys.hash);
  if (table.keys.range) check(*table.keys.range);
}

// Literal values for index keys are checked before the item is known.
void check_index_types(const Table& table, const Update& update) {
  const auto check = [&update](const Index& index, const KeyAttribute& key) {
    for (const Action& action : update) {
      if (action.path.size() != 1 || action.path[0].name != key.name || action.operation ||
          action.section == Action::Section::remove || action.left.kind != Operand::Kind::value) {
        continue;
      }
      const Type actual = Value(action.left.value).type;
      if (actual == key.type) continue;
      throw invalid_parameter("Type mismatch for Index Key " + key.name +
                              " Expected: " + std::string(type_name(key.type)) +
                              " Actual: " + std::string(type_name(actual)) + " IndexName: " + index.name);
    }
  };
  for (auto index = table.indexes.rbegin(); index != table.indexes.rend(); ++index) {
    check(*index, index->keys.hash);
    if (index->keys.range) check(*index, *index->keys.range);
  }
}

}  // namespace

void check_update(const Table& table, const Update& update) {
  check_keys_stay(table, update);
  check_index_types(table, update);
  std::vector<const Path*> paths;
  for (const Action& action : update) paths.push_back(&action.path);
  check_key_paths(table, paths);
}

std::string updated_item(const Table& table, const Update& update, std::string_view key,
                         std::optional<std::string_view> old_item) {
  std::string item = apply_update(update, old_item ? *old_item : key);
  if (item.size() * 2 > max_item_size && item_size(item) > max_item_size) {
    throw validation("Item size to update has exceeded the maximum allowed size");
  }
  for (const Index& index : table.indexes) {
    const auto check = [&](const KeyAttribute& attribute) {
      const auto value = find_attribute(item, attribute.name);
      if (value && value->type != attribute.type) {
        throw validation(
            "The update expression attempted to update the secondary index key to unsupported type");
      }
    };
    check(index.keys.hash);
    if (index.keys.range) check(*index.keys.range);
  }
  check_index_keys(table, item);
  return item;
}

std::string updated_part(const Update& update, std::string_view item) {
  Projection paths;
  for (const Action& action : update) paths.push_back(action.path);
  return project(item, paths);
}

}  // namespace orrery::dynamodb
