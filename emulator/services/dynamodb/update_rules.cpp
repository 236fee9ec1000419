#include "services/dynamodb/update_rules.h"

#include <algorithm>

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

const char* empty_index_key(Type type) {
  return type == Type::string
             ? "One or more parameter values are not valid. The update expression attempted to update a "
               "secondary index key to a value that is not supported. The AttributeValue for a key attribute "
               "cannot contain an empty string value."
             : "One or more parameter values are not valid. The update expression attempted to update a "
               "secondary index key to a value that is not supported. The AttributeValue for a key attribute "
               "cannot contain an empty binary value.";
}

void check_index_value(const Index& index, const KeyAttribute& key, const Value& value) {
  check_index_type(index, key, value);
  if (value.type != Type::number && value.payload.empty()) throw validation(empty_index_key(value.type));
}

// Literal values for index keys are checked before the item is known. Of several indexes that refuse one, the
// first by name speaks.
void check_index_types(const Table& table, const Update& update) {
  std::vector<const Index*> indexes;
  for (const Index& index : table.indexes) indexes.push_back(&index);
  std::sort(indexes.begin(), indexes.end(), [](const Index* a, const Index* b) { return a->name < b->name; });
  for (const Index* index : indexes) {
    index->keys.for_each([&](const KeyAttribute& key, bool) {
      for (const Action& action : update) {
        if (action.path.size() == 1 && action.path[0].name == key.name && !action.operation &&
            action.section != Action::Section::remove && action.left.kind == Operand::Kind::value) {
          check_index_value(*index, key, Value(action.left.value));
        }
      }
    });
  }
}

// Whether lists and maps nest in each other deeper than `levels`.
bool nests_deeper(const Value& value, int levels) {
  if (value.type != Type::map && value.type != Type::list) return false;
  if (levels == 0) return true;
  for (Reader reader(value.payload); !reader.done();) {
    if (value.type == Type::map) reader.text();
    if (nests_deeper(reader.value(), levels - 1)) return true;
  }
  return false;
}

// Each value of the request nests as it may; put inside another it can be too deep.
void check_depth(const Update& update, std::string_view item) {
  constexpr int deepest = 31;
  for (const Action& action : update) {
    if (action.path.size() < 2 || action.section != Action::Section::set) continue;
    const auto value = find_attribute(item, action.path[0].name);
    if (value && nests_deeper(*value, deepest)) {
      throw validation("Nesting Levels have exceeded supported limits");
    }
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

std::optional<std::string> updated_item(const Table& table, const Update& update, std::string_view key,
                                        std::optional<std::string_view> old_item) {
  if (!old_item && !update.empty() && std::ranges::all_of(update, &Action::takes_away)) return std::nullopt;
  std::string item = apply_update(update, old_item ? *old_item : key);
  if (item.size() * 2 > max_item_size && item_size(item) > max_item_size) {
    throw validation("Item size to update has exceeded the maximum allowed size");
  }
  check_depth(update, item);
  for (const Index& index : table.indexes) {
    index.keys.for_each([&](const KeyAttribute& attribute, bool) {
      const auto value = find_attribute(item, attribute.name);
      if (!value) return;
      if (value->type != attribute.type) {
        throw validation(
            "The update expression attempted to update the secondary index key to unsupported type");
      }
      if (value->type != Type::number && value->payload.empty()) {
        throw validation(empty_index_key(value->type));
      }
    });
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
