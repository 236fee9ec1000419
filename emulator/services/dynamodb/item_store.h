#pragma once
// Reading and writing items: one door for every operation, so that indexes, streams and counts never differ.
//
// A stored record is the item's size by AWS's accounting (varint), then the item (value.h).
#include <optional>
#include <string>
#include <string_view>

#include "services/dynamodb/table.h"

namespace orrery::dynamodb {

class Dynamodb;

struct Record {
  std::size_t size = 0;
  std::string_view item;
};
Record read_record(std::string_view stored);

// An item as it was found.
class Found {
 public:
  explicit Found(std::string stored) : size(read_record(stored).size), stored_(std::move(stored)) {}
  std::string_view item() const { return read_record(stored_).item; }
  std::size_t size;

 private:
  std::string stored_;
};

std::optional<Found> find_item(const Dynamodb& dynamodb, const Table& table, std::string_view key_or_item);

// Who made a change, as stream records say it.
enum class Origin { user, time_to_live };

// What a write cost beside the table: units by index, in the table's order of indexes.
struct WriteCost {
  double table = 0;
  std::vector<double> indexes;
};

// Puts, replaces or deletes one item. `old_item` is what find_item gave. Neither: nothing happens.
// Everything has been checked; this does not refuse.
WriteCost write_item(Dynamodb& dynamodb, Table& table, std::optional<std::string_view> old_item,
                     std::optional<std::string_view> new_item, Origin origin = Origin::user);

// Puts the item into one index, as a back-fill does.
void fill_index(Dynamodb& dynamodb, const Table& table, Index& index, std::string_view item);

// The part of an item that an index keeps.
std::string projected_item(const Table& table, const Index& index, std::string_view item);

constexpr std::size_t max_item_size = 400 * 1024;
// Throws ValidationException "Item size has exceeded the maximum allowed size".
void check_item_size(std::string_view item);

}  // namespace orrery::dynamodb
