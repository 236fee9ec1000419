#pragma once
// What requests on items have in common: which expressions they carry, their condition, what they return.
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "core/service.h"
#include "services/dynamodb/capacity.h"
#include "services/dynamodb/expression/compile.h"
#include "services/dynamodb/table.h"

namespace orrery::dynamodb {

// Refuses expressions beside their legacy counterparts, and names or values without an expression.
void check_expression_parameters(const json::object& request,
                                 std::initializer_list<std::string_view> expressions,
                                 std::initializer_list<std::string_view> legacy);

// The condition of a write, from ConditionExpression or Expected.
struct WriteCondition {
  std::optional<Condition> condition;
  bool returns_old = false;  // ReturnValuesOnConditionCheckFailure is ALL_OLD

  bool allows(std::optional<std::string_view> item) const;
  // Throws ConditionalCheckFailedException, with the item where that is asked for.
  void check(std::optional<std::string_view> item) const;
};
// Compiles ConditionExpression with `bindings`; or reads Expected.
WriteCondition read_condition(const json::object& request, Bindings& bindings);

// Of a write that has no other expressions.
WriteCondition read_only_condition(const json::object& request);

// ReturnValues of a write that leaves nothing else to show: ALL_OLD or NONE.
void check_returns_old(const json::object& request);
// The old item as Attributes, where that is asked for.
json::object old_attributes(const json::object& request, std::optional<std::string_view> old_item);

// What to return of an item: a projection, AttributesToGet, or everything.
std::optional<Projection> read_projection(const json::object& request, Bindings& bindings);
void check_attributes_to_get(const json::object& request);

// Refuses paths that look inside a key attribute of the table or an index.
void check_key_paths(const Table& table, const std::vector<const Path*>& paths);
void collect_paths(const Condition& condition, std::vector<const Path*>& paths);

// Adds ItemCollectionMetrics where they are asked for and the table has local indexes.
void add_collection_metrics(json::object& result, const json::object& request, const Table& table,
                            std::string_view item);
json::object collection_metrics(const Table& table, std::string_view item);
// ConsumedCapacity and ItemCollectionMetrics of one write.
void add_write_costs(json::object& result, const json::object& request, const Table& table,
                     const WriteCost& cost, std::string_view item);

Instant instant_of(const json::value& epoch_seconds);  // a time in a request, to the microsecond
std::string whole_seconds(Instant when);               // ISO without fractions, as it stands in refusals

std::string table_name(const json::object& request);  // TableName, or the name in the ARN it is
bool wants_strong(const json::object& request);       // ConsistentRead

}  // namespace orrery::dynamodb
