#include "services/dynamodb/copies.h"

#include <limits>

#include "services/dynamodb/backups.h"
#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/history.h"
#include "services/dynamodb/item_store.h"
#include "services/dynamodb/keys.h"

namespace orrery::dynamodb {
namespace {

constexpr int no_limit = std::numeric_limits<int>::max();

Context home_of(const Table& table) {
  Context context;
  context.account = table.account;
  context.region = table.region;
  return context;
}

void copy_items(Dynamodb& dynamodb, const Table& table, Copying& copying, int most) {
  const std::string from = copying.done_to.empty() ? table.item_prefix : copying.done_to + '\0';
  Cursor item = dynamodb.store.range(from, prefix_end(table.item_prefix));
  for (; item.valid() && most > 0; item.next(), --most) {
    keep_for_copy(dynamodb, table, copying, item.key(), read_record(item.value()).item);
    copying.done_to = item.key();
  }
  copying.has_all = !item.valid();
}

void tell_owner(Dynamodb& dynamodb, const Table& table, const Copying& copying) {
  const Context context = home_of(table);
  if (is_backup(copying.owner)) return finish_backup(dynamodb, context, copying.owner);
  if (dynamodb.exports.begin_writing(context, copying.owner)) return;
  if (Table* restored = dynamodb.tables.find(context, copying.owner)) {
    // How many items there were at another time is not known.
    begin_restore(dynamodb, *restored,
                  copying.rewind_to ? std::numeric_limits<std::int64_t>::max() : table.counts.items);
  }
}

}  // namespace

Key copy_rows(const Table& table, std::uint64_t copy) {
  return std::move(Key("dynamodb").text(table.account).text(table.region).text("backup item").number(copy));
}

void begin_copy(Dynamodb& dynamodb, Table& table, std::string_view owner, std::uint64_t copy,
                std::optional<Instant> of) {
  Copying copying;
  copying.copy = copy;
  copying.owner = owner;
  copying.rewind_to = of;
  copying.rewound_from = dynamodb.tables.next_number();
  table.copies.push_back(copying);
  if (table.copies.size() == 1 && !of && table.counts.items <= TableWork::items_per_turn) {
    while (copy_part(dynamodb, table, no_limit)) {
    }
  } else {
    dynamodb.tables.save(table);
    dynamodb.table_work.begin(table);
  }
}

void keep_for_copy(Dynamodb& dynamodb, const Table& table, const Copying& copying, std::string_view key,
                   std::optional<std::string_view> old_item) {
  if (copying.has_all || key <= copying.done_to) return;
  const Key row = std::move(copy_rows(table, copying.copy).raw(key.substr(table.item_prefix.size())));
  if (!dynamodb.store.has(row)) dynamodb.store.put(row, old_item.value_or(""));
}

Table& add_restored(Dynamodb& dynamodb, Table like, std::uint64_t copy, std::string_view from,
                    std::uint64_t of_deleted) {
  const Instant now = dynamodb.clock.now();
  like.id = dynamodb.entropy.uuid();
  like.incarnation = dynamodb.tables.next_number();
  like.created = now;
  like.ready_at = now + dynamodb.options.table_delay;
  like.pending = "CREATING";
  like.counts = {};
  like.stream = {};
  like.destinations.clear();
  like.ttl_attribute.clear();
  like.ttl_changing.clear();
  like.ttl_ready_at = {};
  like.tags.clear();
  like.policies.clear();
  like.insights.clear();
  like.copies.clear();
  like.deletion_protected = false;
  like.table_class.clear();
  like.class_changed.reset();
  like.recovery_since.reset();
  like.history = 0;
  for (Index& index : like.indexes) {
    index.id = dynamodb.tables.next_number();
    index.counts = {};
    index.filling = false;
    index.filled_to.clear();
  }
  like.restoring.emplace();
  like.restoring->copy = copy;
  like.restoring->owner = from;
  like.restoring->of_deleted = of_deleted;
  return dynamodb.tables.add(std::move(like));
}

void begin_restore(Dynamodb& dynamodb, Table& table, std::int64_t items) {
  if (items > TableWork::items_per_turn) return dynamodb.table_work.begin(table);
  while (restore_part(dynamodb, table, no_limit)) {
  }
}

bool copy_part(Dynamodb& dynamodb, Table& table, int most) {
  if (table.copies.empty()) return false;
  Copying& copying = table.copies.front();
  if (!copying.has_all) {
    copy_items(dynamodb, table, copying, most);
  } else if (!rewind_part(dynamodb, table, copying, most)) {
    const Copying done = std::move(copying);
    table.copies.erase(table.copies.begin());
    tell_owner(dynamodb, table, done);
  }
  dynamodb.tables.save(table);
  return true;
}

bool restore_part(Dynamodb& dynamodb, Table& table, int most) {
  if (!table.restoring) return false;
  const std::uint64_t of_deleted = table.restoring->of_deleted;
  const std::string rows =
      of_deleted != 0 ? items_prefix(table, of_deleted) : copy_rows(table, table.restoring->copy).bytes();
  const std::string from = table.restoring->done_to.empty() ? rows : table.restoring->done_to + '\0';
  Cursor item = dynamodb.store.range(from, prefix_end(rows));
  for (; item.valid() && most > 0; item.next(), --most) {
    table.restoring->done_to = item.key();
    const std::string_view was = of_deleted != 0 ? read_record(item.value()).item : item.value();
    if (!was.empty()) write_item(dynamodb, table, std::nullopt, was);
  }
  if (!item.valid()) {
    if (!is_backup(table.restoring->owner)) dynamodb.sweep_later(rows);
    table.restoring.reset();
    table.extras.erase("RestoreSummary");
  }
  dynamodb.tables.save(table);
  return true;
}

}  // namespace orrery::dynamodb
