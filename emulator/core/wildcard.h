#pragma once
#include <string_view>

namespace orrery {

// Does the whole text fit? '*' stands for any text, nothing included; every other character for itself.
// Linear in the text for one star, never exponential.
bool fits_wildcard(std::string_view pattern, std::string_view text);

}  // namespace orrery
