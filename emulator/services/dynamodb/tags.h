#pragma once
#include <string>

#include "core/context.h"
#include "services/dynamodb/tables.h"

namespace orrery::dynamodb {

// Adds or replaces tags. Throws ValidationException where there are too many, or one is not allowed.
void put_tags(Table& table, const json::array& tags);
void remove_tags(Table& table, const json::array& keys);
json::array show_tags(const Table& table);

// The table an ARN names. Throws as operations on tags do.
Table& tagged_table(Tables& tables, const Context& context, std::string_view arn);

}  // namespace orrery::dynamodb
