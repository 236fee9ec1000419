#pragma once
// GlobalSecondaryIndexUpdates and VectorIndexUpdates of UpdateTable: indexes added with their entries,
// changed, and thrown away.
#include "services/dynamodb/table.h"
#include "services/dynamodb/table_shapes.h"
#include "services/dynamodb/vector_index.h"

namespace orrery::dynamodb {

class Dynamodb;

inline constexpr Member update_index_members[] = {{"IndexName", shapes::name, Need::required},
                                                  {"ProvisionedThroughput", shapes::throughput},
                                                  {"OnDemandThroughput", shapes::on_demand},
                                                  {"WarmThroughput", shapes::warm}};
inline constexpr Shape update_index{.kind = Shape::Kind::structure,
                                    .java = "UpdateGlobalSecondaryIndexAction",
                                    .members = update_index_members};
inline constexpr Shape create_index{.kind = Shape::Kind::structure,
                                    .java = "CreateGlobalSecondaryIndexAction",
                                    .members = shapes::global_members};
inline constexpr Member delete_index_members[] = {{"IndexName", shapes::name, Need::required}};
inline constexpr Shape delete_index{.kind = Shape::Kind::structure,
                                    .java = "DeleteGlobalSecondaryIndexAction",
                                    .members = delete_index_members};
inline constexpr Member index_update_members[] = {
    {"Update", update_index}, {"Create", create_index}, {"Delete", delete_index}};
inline constexpr Shape index_update{
    .kind = Shape::Kind::structure, .java = "GlobalSecondaryIndexUpdate", .members = index_update_members};
inline constexpr Shape index_updates_shape{.kind = Shape::Kind::list, .element = &index_update};

inline constexpr Shape create_vector_index{
    .kind = Shape::Kind::structure, .java = "CreateVectorIndexAction", .members = shapes::vector_members};
inline constexpr Shape delete_vector_index{
    .kind = Shape::Kind::structure, .java = "DeleteVectorIndexAction", .members = delete_index_members};
inline constexpr Member vector_update_members[] = {{"Create", create_vector_index},
                                                   {"Delete", delete_vector_index}};
inline constexpr Shape vector_update{
    .kind = Shape::Kind::structure, .java = "VectorIndexUpdate", .members = vector_update_members};
inline constexpr Shape vector_updates_shape{.kind = Shape::Kind::list, .element = &vector_update};

// Before the table is known: one action each, one per index.
void check_index_updates(const json::object& request);
// While a vector index is added to the table, updates of vector indexes are refused in words of their own.
void check_vector_updates(const Table& table, const json::object& request, Instant now);
// Applies them; new indexes are filled from the table's items.
void update_indexes(Dynamodb& dynamodb, Table& table, const json::object& request);
// Shows in the answer what is under way: CREATING and DELETING indexes.
void mark_indexes(json::object& description, const Table& table, const json::object& request);

// Throws ValidationException where nothing changes.
// `of` is "table", or "index " and its name.
void change_throughput(Throughput& throughput, const json::object& wanted, Instant now,
                       const std::string& of);

}  // namespace orrery::dynamodb
