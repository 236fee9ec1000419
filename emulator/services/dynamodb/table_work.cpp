#include "services/dynamodb/table_work.h"

#include "core/key.h"
#include "services/dynamodb/copies.h"
#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/item_store.h"

namespace orrery::dynamodb {
namespace {

Key filling_rows() { return std::move(Key("dynamodb").text("").text("").text("filling")); }

}  // namespace

void TableWork::fill(Table& table, Index& index) {
  if (table.counts.items > items_per_turn) {
    index.filling = true;
    return begin(table);
  }
  for (Cursor item = dynamodb_.store.scan(table.item_prefix); item.valid(); item.next()) {
    fill_index(dynamodb_, table, index, read_record(item.value()).item);
  }
}

void TableWork::begin(const Table& table) {
  dynamodb_.store.put(filling_rows().text(table.account).text(table.region).text(table.name), "");
  next();
}

void TableWork::resume() {
  if (dynamodb_.store.scan(filling_rows()).valid()) next();
}

void TableWork::next() {
  if (std::exchange(posted_, true)) return;
  dynamodb_.core.loop.post([this] {
    posted_ = false;
    step();
  });
}

void TableWork::step() {
  const Key rows = filling_rows();
  Cursor row = dynamodb_.store.scan(rows);
  if (!row.valid()) return;
  KeyReader reader(row.key().substr(rows.bytes().size()));
  Context context;
  context.account = reader.text();
  context.region = reader.text();
  Table* table = dynamodb_.tables.find(context, reader.text());
  const bool more = table && (fill_part(*table) || copy_part(dynamodb_, *table, items_per_turn) ||
                              restore_part(dynamodb_, *table, items_per_turn));
  if (!more) dynamodb_.store.erase(row.key());
  next();
}

bool TableWork::fill_part(Table& table) {
  for (Index& index : table.indexes) {
    if (!index.filling) continue;
    const std::string from = index.filled_to.empty() ? table.item_prefix : index.filled_to + '\0';
    int count = 0;
    Cursor item = dynamodb_.store.range(from, prefix_end(table.item_prefix));
    for (; item.valid() && count < items_per_turn; item.next(), ++count) {
      index.filled_to = item.key();
      fill_index(dynamodb_, table, index, read_record(item.value()).item);
    }
    index.filling = item.valid();
    if (!index.filling) index.filled_to.clear();
    dynamodb_.tables.save(table);
    dynamodb_.tables.save_counts(table);
    return true;
  }
  return false;
}

}  // namespace orrery::dynamodb
