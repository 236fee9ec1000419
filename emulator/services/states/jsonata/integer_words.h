#pragma once
// Whole numbers in words, roman digits and letters, and back.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace orrery::states::jsonata {

std::string in_words(std::uint64_t number, bool ordinal);  // "One Hundred and First"
std::string in_roman(std::uint64_t number);                // lower case
std::string in_letters(std::uint64_t number, char first);
// Not a number (NaN) where they are none.
double words_value(std::string_view text);
double roman_value(std::string_view upper);
double letters_value(std::string_view text, char first);
// The words there are, in lower case, and what each of them says.
const std::map<std::string, double, std::less<>>& number_words();
std::string lowered(std::string text);
std::string raised(std::string text);

}  // namespace orrery::states::jsonata
