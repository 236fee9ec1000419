#pragma once
// What is asked of texts in more than one place.
#include <string>
#include <string_view>

namespace orrery::s3 {

// ASCII in lower case, as the names of headers and algorithms are compared and shown.
inline std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// Whether each '%' begins two hex digits.
inline bool is_percent_encoded(std::string_view text) {
  for (std::size_t at = text.find('%'); at != text.npos; at = text.find('%', at + 1)) {
    constexpr std::string_view digits = "0123456789abcdefABCDEF";
    const std::string_view two = text.substr(at + 1, 2);
    if (two.size() != 2 || two.find_first_not_of(digits) != two.npos) return false;
  }
  return true;
}

}  // namespace orrery::s3
