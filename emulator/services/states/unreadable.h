#pragma once
// Why a text is not JSON, and where, in the words of the service's parser.
#include <string>
#include <string_view>

namespace orrery::states {

struct Unreadable {
  std::string why;
  std::size_t read = 0;    // bytes that were consumed when it was noticed
  bool character = false;  // whether the last of them is what was not expected
};
Unreadable find_unreadable(std::string_view text);

// "[Source: (String)"..."; line: 1, column: 1]": the place after so many bytes.
std::string place_in(std::string_view text, std::size_t read);

// Why and where in one, as the younger parser of the intrinsic functions tells it, which does not show the
// text.
std::string unreadable_in_hidden_source(std::string_view text);

}  // namespace orrery::states
