#pragma once
// Letters and blanks of ASCII, whatever the locale: names of headers, words of languages, digits of numbers.
#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

namespace orrery {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

inline std::string lower(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) c = lower(c);
  return lowered;
}

// "TableName" -> "tableName", as Java's classes name their members.
inline std::string lower_first(std::string_view text) {
  return lower(text.substr(0, 1)).append(text.substr(std::min<std::size_t>(1, text.size())));
}

constexpr std::string_view trimmed(std::string_view text, std::string_view blanks = " \t\r\n") {
  const std::size_t first = text.find_first_not_of(blanks);
  return first == text.npos ? std::string_view()
                            : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

constexpr bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [text](std::string_view beginning) { return text.starts_with(beginning); });
}

}  // namespace orrery
