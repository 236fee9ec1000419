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
// The key attribute that it gives two values.
std::optional<std::string> doubled_key(const Table& table, const Statement& statement);
// The key of the store of the one item that a statement is about, for statements on the same item to be
// found; std::nullopt where it names none.
std::optional<std::string> item_of(const Table& table, const Statement& statement);

// Throws ValidationException for an index that PartiQL does not read.
void check_readable(const Index& index);
// Whether the WHERE clause is a key and nothing else, as reads of one item in batches and transactions need
// it.
bool names_only_item(const Table& table, const Statement& statement);

// The paths of SELECT, each under its last name.
std::string select_columns(std::string_view item, const Projection& paths);

// What of a SELECT's keys batches and transactions check as well.
void check_overlap(Table& table, const Statement& statement);
void check_count(const Table& table, const Statement& statement);

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
