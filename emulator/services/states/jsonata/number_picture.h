#pragma once
// "#,##0.00", "0.0%", "00.0e0": numbers by the pictures of XPath.
#include <string>
#include <string_view>
#include <vector>

#include "services/states/jsonata/value.h"

namespace orrery::states::jsonata {

// The characters of a picture, as the options may rename them.
struct Symbols {
  char32_t decimal = '.', group = ',', exponent = 'e', minus = '-', percent = '%', per_mille = 0x2030,
           zero = '0', digit = '#', separator = ';';
};

// One picture, taken apart. All of it counts in characters.
struct NumberPicture {
  std::u32string text, prefix, suffix, whole, fraction;
  std::optional<std::u32string> exponent;

  std::vector<int> groups;           // digits to the right of each separator in the whole part, from the left
  std::vector<int> fraction_groups;  // digits to the left of each separator in the fraction
  int every = 0;                     // where the groups are of equal size
  int least_whole = 0, scaling = 0, least_fraction = 0, most_fraction = 0, least_exponent = 0;
};

class NumberFormat {
 public:
  // Throws Error where the picture breaks a rule.
  NumberFormat(std::string_view picture, const Value& options);
  std::string format(double number) const;

 private:
  bool digit(char32_t point) const { return point >= symbols_.zero && point < symbols_.zero + 10; }
  bool active(char32_t point) const;
  NumberPicture read(const std::u32string& text) const;
  void validate(const NumberPicture& picture) const;
  void analyse(NumberPicture& picture) const;
  std::string digits(std::string text) const;
  std::string whole_digits(const NumberPicture& picture, const std::string& whole) const;
  int count(std::u32string_view text, bool optional) const;

  Symbols symbols_;
  std::vector<NumberPicture> pictures_;
};

}  // namespace orrery::states::jsonata
