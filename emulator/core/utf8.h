#pragma once
// Bytes that may be no text: JSON holds UTF-8 only, and what comes from elsewhere need not be that.
#include <string>
#include <string_view>

namespace orrery {

// How many bytes from `at` on are one character of UTF-8; 0 where they are none.
std::size_t character_at(std::string_view text, std::size_t at);
bool is_utf8(std::string_view text);
// U+FFFD stands for each byte that belongs to no character.
std::string as_utf8(std::string text);

inline constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

}  // namespace orrery
