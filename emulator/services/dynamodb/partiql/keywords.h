#pragma once
#include <string_view>

namespace orrery::dynamodb::partiql {

// Whether PartiQL keeps the word for itself; as a name it is quoted. Without case.
bool is_keyword(std::string_view word);

// The attribute type ("S", "BOOL", ...) that a type name of one word after IS tests for; "" where it is none.
std::string_view attribute_type_of(std::string_view type_name);

}  // namespace orrery::dynamodb::partiql
