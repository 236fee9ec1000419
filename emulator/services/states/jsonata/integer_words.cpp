#include "services/states/jsonata/integer_words.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <vector>

namespace orrery::states::jsonata {
namespace {

constexpr const char* small_words[] = {"Zero",    "One",     "Two",       "Three",    "Four",
                                       "Five",    "Six",     "Seven",     "Eight",    "Nine",
                                       "Ten",     "Eleven",  "Twelve",    "Thirteen", "Fourteen",
                                       "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen"};
constexpr const char* small_ordinals[] = {
    "Zeroth",     "First",     "Second",    "Third",       "Fourth",     "Fifth",     "Sixth",
    "Seventh",    "Eighth",    "Ninth",     "Tenth",       "Eleventh",   "Twelfth",   "Thirteenth",
    "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth"};
constexpr const char* tens[] = {"",      "",      "Twenty",  "Thirty", "Forty",
                                "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"};
constexpr std::pair<std::uint64_t, const char*> magnitudes[] = {
    {1'000'000'000'000, "Trillion"}, {1'000'000'000, "Billion"}, {1'000'000, "Million"}, {1000, "Thousand"}};

}  // namespace

std::string in_words(std::uint64_t number, bool ordinal) {
  if (number < 20) return ordinal ? small_ordinals[number] : small_words[number];
  if (number < 100) {
    const std::string ten = tens[number / 10];
    if (number % 10 == 0) return ordinal ? ten.substr(0, ten.size() - 1) + "ieth" : ten;
    return ten + "-" + in_words(number % 10, ordinal);
  }
  if (number < 1000) {
    const std::string hundred = std::string(small_words[number / 100]) + " Hundred";
    if (number % 100 == 0) return hundred + (ordinal ? "th" : "");
    return hundred + " and " + in_words(number % 100, ordinal);
  }
  for (const auto& [size, name] : magnitudes) {
    if (number < size) continue;
    const std::string many = in_words(number / size, false) + " " + name;
    const std::uint64_t rest = number % size;
    if (rest == 0) return many + (ordinal ? "th" : "");
    return many + (rest < 100 ? " and " : ", ") + in_words(rest, ordinal);
  }
  return {};
}

std::string lowered(std::string text) {
  for (char& byte : text) byte = static_cast<char>(std::tolower(static_cast<unsigned char>(byte)));
  return text;
}
std::string raised(std::string text) {
  for (char& byte : text) byte = static_cast<char>(std::toupper(static_cast<unsigned char>(byte)));
  return text;
}

std::string in_roman(std::uint64_t number) {
  static constexpr std::pair<unsigned, const char*> parts[] = {
      {1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
      {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
  std::string text;
  for (const auto& [size, letters] : parts) {
    for (; number >= size; number -= size) text += letters;
  }
  return text;
}

std::string in_letters(std::uint64_t number, char first) {
  std::string text;
  for (; number > 0; number = (number - 1) / 26)
    text.insert(text.begin(), static_cast<char>(first + static_cast<char>((number - 1) % 26)));
  return text;
}

const std::map<std::string, double, std::less<>>& number_words() {
  static const auto values = [] {
    std::map<std::string, double, std::less<>> all{{"hundred", 100}, {"hundredth", 100}};
    for (int i = 0; i < 20; ++i) all[lowered(small_words[i])] = all[lowered(small_ordinals[i])] = i;
    for (int i = 2; i < 10; ++i) {
      const std::string ten = lowered(tens[i]);
      all[ten] = all[ten.substr(0, ten.size() - 1) + "ieth"] = i * 10;
    }
    for (const auto& [size, name] : magnitudes)
      all[lowered(name)] = all[lowered(name) + "th"] = static_cast<double>(size);
    return all;
  }();
  return values;
}

double words_value(std::string_view text) {
  // Sums so far, each below the magnitude that the one before it was multiplied by.
  std::vector<double> sums{0};
  std::string word;
  const auto take = [&] {
    if (word.empty() || word == "and") return word.clear();
    const auto found = number_words().find(word);
    const double value =
        found == number_words().end() ? std::numeric_limits<double>::quiet_NaN() : found->second;
    if (value < 100) {
      if (sums.back() >= 1000) sums.push_back(0);
      sums.back() += value;
    } else {
      sums.back() *= value;
    }
    word.clear();
  };
  for (const char byte : lowered(std::string(text)))
    byte == ' ' || byte == ',' || byte == '-' ? take() : void(word += byte);
  take();
  double total = 0;
  for (const double sum : sums) total += sum;
  return total;
}

double roman_value(std::string_view upper) {
  static constexpr std::pair<char, int> digits[] = {{'M', 1000}, {'D', 500}, {'C', 100}, {'L', 50},
                                                    {'X', 10},   {'V', 5},   {'I', 1}};
  double total = 0;
  int most = 1;
  for (auto letter = upper.rbegin(); letter != upper.rend(); ++letter) {
    const auto* found = std::find_if(std::begin(digits), std::end(digits),
                                     [&](const auto& digit) { return digit.first == *letter; });
    if (found == std::end(digits)) return std::numeric_limits<double>::quiet_NaN();
    total += found->second < most ? -found->second : found->second;
    most = std::max(most, found->second);
  }
  return total;
}

double letters_value(std::string_view text, char first) {
  double number = 0;
  for (const char letter : text) number = number * 26 + (letter - first + 1);
  return number;
}

}  // namespace orrery::states::jsonata
