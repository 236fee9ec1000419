#pragma once
// Copies of all items of a table, as they were at one time: for backups, exports, and tables that are
// restored.
//
//   "dynamodb" account region "backup item" copy key -> an item, as it is under the rest of its key in the
//                                                       table; empty where there was none
//
// A copy walks the items in the order of their keys, part by part (table_work.h); a write to an item that it
// has not come to keeps that item in the copy as it was. A copy of an earlier time is rewound after that.
#include <optional>
#include <string>
#include <string_view>

#include "core/key.h"
#include "services/dynamodb/table.h"

namespace orrery::dynamodb {

class Dynamodb;

Key copy_rows(const Table& table, std::uint64_t copy);

// Copies `table` for `owner`, an arn, to `copy`, a number never given before: at once where it is small, else
// part by part. Its end is told to the owner.
void begin_copy(Dynamodb& dynamodb, Table& table, std::string_view owner, std::uint64_t copy,
                std::optional<Instant> of = std::nullopt);
// A write comes to the item at `key`.
void keep_for_copy(Dynamodb& dynamodb, const Table& table, const Copying& copying, std::string_view key,
                   std::optional<std::string_view> old_item);

// Makes `like` a table of its own, which is CREATING until it has the items of the copy. `from` is the
// backup, or the table that is being copied for it.
// Where there is no copy, its items are those of the deleted table of that incarnation.
Table& add_restored(Dynamodb& dynamodb, Table like, std::uint64_t copy, std::string_view from,
                    std::uint64_t of_deleted = 0);
// The copy is there: its items go into the table, at once where they are few.
void begin_restore(Dynamodb& dynamodb, Table& table, std::int64_t items);

// The next items of the table's copies under way, and of its own restoring. Whether there were more.
bool copy_part(Dynamodb& dynamodb, Table& table, int most);
bool restore_part(Dynamodb& dynamodb, Table& table, int most);

}  // namespace orrery::dynamodb
