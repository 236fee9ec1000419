#pragma once
// What an update may do to an item of a table. Shared by UpdateItem, transactions and PartiQL.
#include <optional>
#include <string>
#include <string_view>

#include "services/dynamodb/expression/syntax.h"
#include "services/dynamodb/table.h"

namespace orrery::dynamodb {

// Before the item is read: key attributes stay, index keys keep their types. Throws ValidationException.
void check_update(const Table& table, const Update& update);

// The item after the update. Without an old one it begins with its key; an update that only takes away makes
// none then. Throws ValidationException.
std::optional<std::string> updated_item(const Table& table, const Update& update, std::string_view key,
                                        std::optional<std::string_view> old_item);

// The parts of an item that the update names.
std::string updated_part(const Update& update, std::string_view item);

}  // namespace orrery::dynamodb
