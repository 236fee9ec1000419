#pragma once
// JSON that users wrote, as they would write it again. to_text is faster, but spells 12.5 as 1.25E1.
#include <string>

#include "core/json.h"

namespace orrery {

// Compact text. Fractions as JavaScript spells them, but integral ones keep their ".0", as they came in.
// U+FFFD stands for each byte that is no UTF-8: whatever is printed can be read again.
std::string print(const json::value& value);
std::string print(const json::object& object);
// Never more work than it takes to see that the text is longer than `limit`.
bool prints_longer_than(const json::value& value, std::size_t limit);

}  // namespace orrery
