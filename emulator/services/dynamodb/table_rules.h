#pragma once
// What makes a table's description valid: keys, definitions, indexes, throughput. Shared by CreateTable,
// UpdateTable and the operations that restore tables.
#include <set>
#include <string>
#include <vector>

#include "services/dynamodb/table.h"
#include "services/dynamodb/throughput_settings.h"

namespace orrery::dynamodb {

// BillingMode, or the TableThroughputMode that stands for it.
std::optional<std::string_view> billing_mode(const json::object& request);

// Throughput for PROVISIONED, none for PAY_PER_REQUEST; within bounds.
void check_throughput(const json::object& request, bool on_demand);
void check_throughput_bounds(const json::object& throughput, const std::string& index = {});

// The keys of the table, read and checked against the definitions.
KeySchema read_table_keys(const json::array& schema, const Table& table);

// One index of the request. Refuses what CreateTable and UpdateTable refuse of it. `names` are those taken.
Index read_index(const json::object& request, IndexKind kind, const Table& table,
                 std::set<std::string>& names, Setting setting);

void read_projection(const json::object& request, Index& index);

void read_definitions(const json::object& request, Table& table);

Throughput read_throughput(const json::object& request);
void check_table_class(const json::object& request);

// SSESpecification, as SSEDescription.
void check_encryption(const json::object& request);
void read_encryption(const json::object& request, Table& table);

constexpr std::size_t max_local_indexes = 5;
constexpr std::size_t max_global_indexes = 20;

}  // namespace orrery::dynamodb
