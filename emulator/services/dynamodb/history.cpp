#include "services/dynamodb/history.h"

#include <algorithm>

#include "core/key.h"
#include "services/dynamodb/copies.h"
#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/errors.h"

namespace orrery::dynamodb {
namespace {

Key rows_of(const Table& table) {
  return std::move(
      Key("dynamodb").text(table.account).text(table.region).text("history").number(table.history));
}

struct Replaced {
  Instant when;
  std::string_view key, item;
};

Replaced read_row(std::string_view row) {
  Replaced replaced;
  replaced.when = Instant(Duration(static_cast<std::int64_t>(KeyReader(row.substr(0, 8)).number())));
  Reader reader(row.substr(8));
  replaced.key = reader.text();
  replaced.item = reader.text();
  return replaced;
}

}  // namespace

void start_history(Dynamodb& dynamodb, Table& table) {
  if (table.history == 0) table.history = dynamodb.tables.next_number();
}

void stop_history(Dynamodb& dynamodb, Table& table) {
  if (table.history == 0) return;
  dynamodb.sweep_later(rows_of(table).bytes());
  table.history = 0;
}

void keep_in_history(Dynamodb& dynamodb, const Table& table, std::string_view key,
                     std::optional<std::string_view> old_item) {
  const auto now = static_cast<std::uint64_t>(dynamodb.clock.now().time_since_epoch().count());
  std::string row = Key().number(now).bytes();
  append_text(row, key.substr(table.item_prefix.size()));
  append_text(row, old_item.value_or(""));
  dynamodb.store.put(rows_of(table).number(dynamodb.tables.next_number()), row);
  constexpr int rows_to_trim = 2;  // for each that is added, so that trimming keeps up
  trim_history(dynamodb, table, rows_to_trim);
}

std::optional<Recoverable> recoverable(const Table& table, Instant now) {
  if (!table.recovery_since) return std::nullopt;
  const Instant from = std::max(*table.recovery_since, now - std::chrono::days(table.recovery_days));
  return Recoverable{from, now, std::max(from, now - std::chrono::minutes(5))};
}

bool rewind_part(Dynamodb& dynamodb, const Table& table, Copying& copying, int most) {
  if (!copying.rewind_to) return false;
  const Key rows = rows_of(table);
  Key upper = rows;
  Cursor row = dynamodb.store.range(rows, upper.number(copying.rewound_from), Direction::backward);
  const Key copies = copy_rows(table, copying.copy);
  for (; row.valid() && most > 0; row.next(), --most) {
    const Replaced replaced = read_row(row.value());
    if (replaced.when <= *copying.rewind_to) return false;
    Key copy = copies;
    dynamodb.store.put(copy.raw(replaced.key), replaced.item);
    copying.rewound_from = KeyReader(row.key().substr(rows.bytes().size())).number();
  }
  return row.valid();
}

bool visit_history(Dynamodb& dynamodb, const Table& table, std::string& at, int most,
                   const std::function<bool(Instant, std::string_view, std::string_view)>& visit) {
  const Key rows = rows_of(table);
  Cursor row = dynamodb.store.range(at.empty() ? rows.bytes() : at + '\0', prefix_end(rows));
  for (; row.valid() && most > 0; row.next(), --most) {
    const Replaced replaced = read_row(row.value());
    if (!visit(replaced.when, replaced.key, replaced.item)) return false;
    at = row.key();
  }
  return row.valid();
}

void trim_history(Dynamodb& dynamodb, const Table& table, int most) {
  const auto span = recoverable(table, dynamodb.clock.now());
  if (!span || span->from == *table.recovery_since) return;
  for (Cursor row = dynamodb.store.scan(rows_of(table)); row.valid() && most > 0; row.next(), --most) {
    if (read_row(row.value()).when >= span->from) return;
    dynamodb.store.erase(row.key());
  }
}

}  // namespace orrery::dynamodb
