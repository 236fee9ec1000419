#pragma once
// The shape of a vector index in requests, and what makes it valid.
#include <set>
#include <string>

#include "services/dynamodb/table.h"
#include "services/dynamodb/table_shapes.h"

namespace orrery::dynamodb {
namespace shapes {

inline constexpr std::string_view distance_words[] = {"COSINE", "DOT_PRODUCT", "EUCLIDEAN"};
inline constexpr Shape distance_function = choice(distance_words);
inline constexpr Shape vector_name{.kind = Kind::text, .min = 1, .max = 65535};
inline constexpr Member vector_attribute_members[] = {{"AttributeName", vector_name, Need::required}};
inline constexpr Shape vector_attribute{
    .kind = Kind::structure, .java = "VectorAttributeDefinition", .members = vector_attribute_members};
inline constexpr std::string_view search_words[] = {"HASH", "INLINE_FILTER"};
inline constexpr Shape search_kind = choice(search_words);
inline constexpr Member search_members[] = {{"AttributeName", attribute_name, Need::required},
                                            {"SearchSchemaElementType", search_kind, Need::required}};
inline constexpr Shape search_element{
    .kind = Kind::structure, .java = "SearchSchemaElement", .members = search_members};
inline constexpr Shape search_schema{.kind = Kind::list, .min = 1, .element = &search_element};
inline constexpr Member vector_members[] = {
    {"IndexName", name, Need::required},           {"SearchSchema", search_schema},
    {"Projection", projection, Need::required},    {"VectorAttribute", vector_attribute, Need::required},
    {"Dimensions", long_from_one, Need::required}, {"DistanceFunction", distance_function, Need::required}};
inline constexpr Shape vector_index{
    .kind = Kind::structure, .java = "VectorIndex", .members = vector_members};
inline constexpr Shape vector_indexes{.kind = Kind::list, .element = &vector_index};

}  // namespace shapes

constexpr std::size_t max_vector_indexes = 5;

// Throws ValidationException where the table cannot have it beside the indexes it has.
Index read_vector_index(const json::object& request, const Table& table);
// Vector indexes want PAY_PER_REQUEST.
void check_vector_billing(const Table& table);

}  // namespace orrery::dynamodb
