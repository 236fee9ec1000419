#pragma once
// What a vector index keeps of an item: its vector as 32-bit floats, and how near vectors are to each other.
//
// An entry is what the index projects of the item; the vector's attribute is binary there, the floats one
// after the other.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/dynamodb/table.h"

namespace orrery::dynamodb {

// std::nullopt where the item has no vector of the index's dimensions.
std::optional<std::string> floats_of(const VectorSettings& settings, std::string_view item);
// Throws ValidationException where the item has something else in place of a vector.
void check_vector(const Index& index, std::string_view item);

// The text of a number as a float, where it is within the range of floats.
std::optional<float> to_float(std::string_view number);

// The projected item as an entry, and an entry with its vector as a list of numbers again.
std::string vector_entry(const VectorSettings& settings, std::string_view projected, std::string_view item);
std::string with_numbers(const VectorSettings& settings, std::string_view entry);
std::string without_vector(const VectorSettings& settings, std::string_view entry);

// COSINE: 0 to 2. EUCLIDEAN: the distance. DOT_PRODUCT: the product; there more is nearer.
double score(std::string_view distance_function, const std::vector<float>& wanted, std::string_view floats);

// What writes and the table's size are counted by: a vector that an index has counts 4 bytes per dimension.
std::size_t billed_size(const Table& table, std::string_view item);

}  // namespace orrery::dynamodb
