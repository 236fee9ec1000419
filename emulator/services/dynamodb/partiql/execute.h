#pragma once
// Statements done: reads page by page, writes of one item.
#include <optional>
#include <string>

#include "core/service.h"
#include "services/dynamodb/capacity.h"
#include "services/dynamodb/partiql/statement.h"
#include "services/dynamodb/transact_write.h"

namespace orrery::dynamodb::partiql {

// The key of the one item that the WHERE clause names by equality of all key attributes, and what else it
// asks. Throws ValidationException where it does not.
struct Target {
  std::string key;
  std::optional<Condition> condition;
};
Target find_target(const Table& table, const Statement& statement);
// Whether it names one item.
bool names_item(const Table& table, const Statement& statement);

// Throws ValidationException for an index that PartiQL does not read.
void check_readable(const Index& index);
// Whether the WHERE clause is a key and plain comparisons, as reads of one item in batches and transactions
// need it.
bool names_only_item(const Table& table, const Statement& statement);

// SELECT: Items, NextToken, ConsumedCapacity.
json::object run_select(Dynamodb& dynamodb, const Input& input, const Statement& statement);

// The one item, or std::nullopt; what it cost is added.
std::optional<std::string> read_one(Dynamodb& dynamodb, const Context& context, const Statement& statement,
                                    Consistency consistency, Consumed& consumed);

// INSERT, UPDATE, DELETE. Returns what RETURNING asks for.
std::optional<std::string> write_one(Dynamodb& dynamodb, const Context& context, const Statement& statement,
                                     Consumed& consumed, bool returns_old_on_failure);

// A write or an EXISTS as a part of a transaction.
TransactWrite as_transact_write(Dynamodb& dynamodb, const Context& context, const Statement& statement);

}  // namespace orrery::dynamodb::partiql
