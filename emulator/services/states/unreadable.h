#pragma once
// Why a text is not JSON, and where, in the words of the service's parser.
#include <string>
#include <string_view>

namespace orrery::states {

struct Unreadable {
  std::string why;
  std::size_t read = 0;  // bytes that were consumed when it was noticed
};
Unreadable find_unreadable(std::string_view text);

// "[Source: (String)"..."; line: 1, column: 1]": the place after so many bytes.
std::string place_in(std::string_view text, std::size_t read);

}  // namespace orrery::states
