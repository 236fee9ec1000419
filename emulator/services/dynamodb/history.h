#pragma once
// What the writes to a table replaced, for as long as the table can be restored to any point of that time.
//
//   "dynamodb" account region "history" id sequence -> microseconds (8 bytes), then texts: the rest of the
//                                                      item's key, the item before the write; empty: none
//
// To see a table as it was, a copy of it as it is has the writes since then undone, the newest first.
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "services/dynamodb/table.h"

namespace orrery::dynamodb {

class Dynamodb;

// Begins where none is kept, and forgets all of it.
void start_history(Dynamodb& dynamodb, Table& table);
void stop_history(Dynamodb& dynamodb, Table& table);

// A write comes to the item at `key`.
void keep_in_history(Dynamodb& dynamodb, const Table& table, std::string_view key,
                     std::optional<std::string_view> old_item);

// The time span the table can be restored to. Absent: none. AWS can restore only what is five minutes old,
// and says so; here the moments since then can be restored, too.
struct Recoverable {
  Instant from, to, described_to;
};
std::optional<Recoverable> recoverable(const Table& table, Instant now);

// Undoes the next writes of a copy that has all items. Whether there were more.
bool rewind_part(Dynamodb& dynamodb, const Table& table, Copying& copying, int most);

// Visits the next writes, the oldest first: when, the rest of the item's key, the item before. `at` is the
// row visited last, at first empty. Ends where `visit` says so. Whether there were more.
bool visit_history(Dynamodb& dynamodb, const Table& table, std::string& at, int most,
                   const std::function<bool(Instant, std::string_view, std::string_view)>& visit);

// Erases what no point in time needs any more, a part of it.
void trim_history(Dynamodb& dynamodb, const Table& table, int most);

}  // namespace orrery::dynamodb
