#include "services/dynamodb/time_to_live.h"

#include "core/key.h"
#include "services/dynamodb/dynamodb.h"
#include "services/dynamodb/keys.h"
#include "services/dynamodb/number.h"

namespace orrery::dynamodb {
namespace {

constexpr std::int64_t five_years_s = 5LL * 365 * 24 * 3600;

Key expiry_rows(const Table& table) {
  return std::move(
      Key("dynamodb").text(table.account).text(table.region).text("expiry").number(table.incarnation));
}

Instant due(std::int64_t seconds, Instant now) {
  return std::max(now, from_epoch_milliseconds(seconds * 1000)) + TimeToLive::delay;
}

}  // namespace

std::optional<std::int64_t> expiry_of(const Table& table, std::string_view item, Instant now) {
  const auto value = find_attribute(item, table.ttl_attribute);
  if (!value || value->type != Type::number) return std::nullopt;
  // Fractions of a second do not count.
  std::string text = number_text(value->payload);
  text.resize(std::min(text.size(), text.find('.')));
  if (text.size() > 12 || text.empty() || text[0] == '-') return std::nullopt;
  const std::int64_t seconds = std::stoll(text);
  if (seconds < epoch_seconds(now) - five_years_s) return std::nullopt;
  return seconds;
}

void TimeToLive::follow(const Table& table, std::optional<std::string_view> old_item,
                        std::optional<std::string_view> new_item) {
  const Instant now = dynamodb_.clock.now();
  constexpr std::int64_t never = -1;
  const std::int64_t before = old_item ? expiry_of(table, *old_item, now).value_or(never) : never;
  const std::int64_t after = new_item ? expiry_of(table, *new_item, now).value_or(never) : never;
  if (before == after) return;
  const std::string key = item_key(table, new_item ? *new_item : *old_item);
  if (before != never)
    dynamodb_.store.erase(expiry_rows(table).number(static_cast<std::uint64_t>(before)).raw(key));
  if (after != never) {
    dynamodb_.store.put(expiry_rows(table).number(static_cast<std::uint64_t>(after)).raw(key), "");
    wake_at(due(after, now));
  }
}

void TimeToLive::start(Table& table) {
  for (Cursor cursor = dynamodb_.store.scan(table.item_prefix); cursor.valid(); cursor.next()) {
    follow(table, std::nullopt, read_record(cursor.value()).item);
  }
}

void TimeToLive::stop(const Table& table) { dynamodb_.sweep_later(expiry_rows(table).bytes()); }

void TimeToLive::resume() {
  dynamodb_.tables.for_each([this](Table& table) {
    if (table.ttl_attribute.empty()) return;
    const Key rows = expiry_rows(table);
    const Cursor first = dynamodb_.store.scan(rows);
    if (!first.valid()) return;
    const auto seconds = KeyReader(first.key().substr(rows.bytes().size())).number();
    wake_at(due(static_cast<std::int64_t>(seconds), dynamodb_.clock.now()));
  });
}

void TimeToLive::wake_at(Instant when) {
  if (next_ && *next_ <= when) return;
  next_ = when;
  alarm_ = dynamodb_.clock.at(
      when, [this] { sweep(); }, Purpose::housekeeping);
}

void TimeToLive::sweep() {
  constexpr int most_per_turn = 1000;
  next_.reset();
  const Instant now = dynamodb_.clock.now();
  const auto limit = static_cast<std::uint64_t>(epoch_seconds(now - delay) + 1);
  bool more = false;
  dynamodb_.tables.for_each([&](Table& table) {
    if (table.ttl_attribute.empty()) return;
    const Key rows = expiry_rows(table);
    Key upper = rows;
    int count = 0;
    for (Cursor row = dynamodb_.store.range(rows, upper.number(limit)); row.valid(); row.next()) {
      if (++count > most_per_turn) {
        more = true;
        break;
      }
      const std::string key(row.key().substr(rows.bytes().size() + 8));
      const auto stored = dynamodb_.store.get(key);
      if (!stored) {
        dynamodb_.store.erase(row.key());
        continue;
      }
      write_item(dynamodb_, table, read_record(*stored).item, std::nullopt, Origin::time_to_live);
    }
  });
  if (more) return wake_at(now);
  resume();
}

}  // namespace orrery::dynamodb
