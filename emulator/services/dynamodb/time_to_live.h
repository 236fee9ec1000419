#pragma once
// Items that are past their time are deleted a little later, as DynamoDB does; until then they can be read.
//
//   "dynamodb" account region "expiry" incarnation seconds key-of-the-item -> ""
//
// The rows are kept only for tables that have a time to live attribute.
#include <optional>
#include <string_view>

#include "core/clock.h"
#include "services/dynamodb/table.h"

namespace orrery {
class Store;
}

namespace orrery::dynamodb {

class Dynamodb;

class TimeToLive {
 public:
  explicit TimeToLive(Dynamodb& dynamodb) : dynamodb_(dynamodb) {}

  // The table's time to live begins: notes every item. The opposite is `stop`.
  void start(Table& table);
  void stop(const Table& table);
  // Notes what a write means for the item's end.
  void follow(const Table& table, std::optional<std::string_view> old_item,
              std::optional<std::string_view> new_item);
  // Sets the alarm for the first item that ends.
  void resume();

  // How long after its time an item is deleted.
  static constexpr Duration delay = std::chrono::seconds(10);

 private:
  void sweep();
  void wake_at(Instant when);

  Dynamodb& dynamodb_;
  std::optional<Instant> next_;
  Alarm alarm_;
};

// The second at which the item ends: a number, not more than five years past.
std::optional<std::int64_t> expiry_of(const Table& table, std::string_view item, Instant now);

}  // namespace orrery::dynamodb
