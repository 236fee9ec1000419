#pragma once
// Text messages: what is asked of them is checked as in an account that may only test them, and they reach
// nobody.
#include <algorithm>
#include <string_view>

namespace orrery::sns {

// E.164: up to 15 digits, '+' before them or not.
inline bool is_phone_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  return text.size() >= 2 && text.size() <= 15 && text[0] != '0' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace orrery::sns
