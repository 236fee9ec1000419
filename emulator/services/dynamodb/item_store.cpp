#include "services/dynamodb/item_store.h"

#include <algorithm>

#include "services/dynamodb/capacity.h"
#include "services/dynamodb/copies.h"
#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"
#include "services/dynamodb/expression/evaluate.h"
#include "services/dynamodb/history.h"
#include "services/dynamodb/keys.h"
#include "services/dynamodb/kinesis_destinations.h"
#include "services/dynamodb/vectors.h"

namespace orrery::dynamodb {
namespace {

std::string make_record(std::string_view item, std::size_t size) {
  std::string stored;
  stored.reserve(item.size() + 4);
  append_varint(stored, size);
  stored += item;
  return stored;
}

// One index follows the item. Returns what the change costs it.
double write_index(Dynamodb& dynamodb, const Table& table, Index& index,
                   std::optional<std::string_view> old_item, std::optional<std::string_view> new_item) {
  const auto old_key = old_item ? index_key(table, index, *old_item) : std::nullopt;
  const auto new_key = new_item ? index_key(table, index, *new_item) : std::nullopt;
  if (!old_key && !new_key) return 0;
  std::string old_entry, new_entry;
  std::size_t old_size = 0, new_size = 0;
  if (old_key) old_size = item_size(old_entry = projected_item(table, index, *old_item));
  if (new_key) new_size = item_size(new_entry = projected_item(table, index, *new_item));
  if (old_key == new_key && old_entry == new_entry) return 0;
  const auto price = index.vector ? vector_write_bytes : write_units;
  double units = 0;
  if (old_key && old_key != new_key) {
    dynamodb.store.erase(*old_key);
    units += price(old_size);
  }
  if (new_key) {
    dynamodb.store.put(*new_key, make_record(new_entry, new_size));
    units += price(old_key == new_key ? std::max(old_size, new_size) : new_size);
  }
  index.counts.items += (new_key ? 1 : 0) - (old_key ? 1 : 0);
  index.counts.bytes += static_cast<std::int64_t>(new_size) - static_cast<std::int64_t>(old_size);
  return units;
}

}  // namespace

void check_item_size(std::string_view item) {
  // The binary form is never less than half of what AWS counts.
  if (item.size() * 2 > max_item_size && item_size(item) > max_item_size) {
    throw validation("Item size has exceeded the maximum allowed size");
  }
}

Record read_record(std::string_view stored) {
  Record record;
  int shift = 0;
  while (!stored.empty()) {
    const unsigned char byte = static_cast<unsigned char>(stored.front());
    stored.remove_prefix(1);
    record.size |= static_cast<std::size_t>(byte & 0x7f) << shift;
    shift += 7;
    if (byte < 0x80) break;
  }
  record.item = stored;
  return record;
}

std::optional<Found> find_item(const Dynamodb& dynamodb, const Table& table, std::string_view key_or_item) {
  auto stored = dynamodb.store.get(item_key(table, key_or_item));
  if (!stored) return std::nullopt;
  return Found(std::move(*stored));
}

std::string projected_item(const Table& table, const Index& index, std::string_view item) {
  if (index.projected == Projected::all) {
    return index.vector ? vector_entry(*index.vector, item, item) : std::string(item);
  }
  Projection wanted;
  const auto add = [&wanted](const KeyAttribute& key, bool) { wanted.push_back({Step::member(key.name)}); };
  table.keys.for_each(add);
  index.for_each_defined(add);
  if (index.projected == Projected::include) {
    for (const std::string& name : index.included) wanted.push_back({Step::member(name)});
  }
  if (!index.vector) return project(item, wanted);
  wanted.push_back({Step::member(index.vector->attribute)});
  return vector_entry(*index.vector, project(item, wanted), item);
}

void fill_index(Dynamodb& dynamodb, const Table& table, Index& index, std::string_view item) {
  write_index(dynamodb, table, index, std::nullopt, item);
}

WriteCost write_item(Dynamodb& dynamodb, Table& table, std::optional<std::string_view> old_item,
                     std::optional<std::string_view> new_item, Origin origin) {
  WriteCost cost;
  const std::size_t old_size = old_item ? billed_size(table, *old_item) : 0;
  const std::size_t new_size = new_item ? billed_size(table, *new_item) : 0;
  cost.table = write_units(std::max(old_size, new_size));
  if (!old_item && !new_item) {
    cost.indexes.resize(table.indexes.size());
    return cost;
  }
  const std::string key = item_key(table, new_item ? *new_item : *old_item);
  for (const Copying& copying : table.copies) keep_for_copy(dynamodb, table, copying, key, old_item);
  if (table.history != 0 && old_item != new_item) keep_in_history(dynamodb, table, key, old_item);
  if (new_item) {
    dynamodb.store.put(key, make_record(*new_item, item_size(*new_item)));
  } else {
    dynamodb.store.erase(key);
  }
  for (Index& index : table.indexes) {
    const bool later = index.filling && key > index.filled_to;  // the fill comes to it
    cost.indexes.push_back(later ? 0 : write_index(dynamodb, table, index, old_item, new_item));
  }
  table.counts.items += (new_item ? 1 : 0) - (old_item ? 1 : 0);
  table.counts.bytes += static_cast<std::int64_t>(new_size) - static_cast<std::int64_t>(old_size);
  dynamodb.tables.save_counts(table);
  if (table.stream.enabled) dynamodb.streams.append(table, old_item, new_item, origin);
  tell_destinations(dynamodb, table, old_item, new_item, origin);
  if (!table.ttl_attribute.empty()) dynamodb.time_to_live.follow(table, old_item, new_item);
  return cost;
}

}  // namespace orrery::dynamodb
