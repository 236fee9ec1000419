#include "core/wildcard.h"

#include <optional>

namespace orrery {

// On a mismatch the last star takes one character more.
bool fits_wildcard(std::string_view pattern, std::string_view text) {
  std::size_t at = 0, seen = 0, taken = 0;
  std::optional<std::size_t> star;
  while (seen < text.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      taken = seen;
    } else if (at < pattern.size() && pattern[at] == text[seen]) {
      ++at, ++seen;
    } else if (star) {
      at = *star + 1;
      seen = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

}  // namespace orrery
