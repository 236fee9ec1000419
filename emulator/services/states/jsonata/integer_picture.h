#pragma once
// "w", "I", "A", "#,##0", "1;o"...: how a whole number is written, in words, letters, roman or other digits.
#include <string>
#include <string_view>
#include <vector>

#include "services/states/jsonata/value.h"

namespace orrery::states::jsonata {

struct IntegerPicture {
  enum class Kind { decimal, letters, roman, words, sequence };
  enum class Case { lower, upper, title };

  Kind kind = Kind::decimal;
  Case letter_case = Case::lower;
  bool ordinal = false;
  char32_t zero = '0';
  int mandatory = 0, optional = 0;                        // digits
  int every = 0;                                          // separators at equal distances; 0: as listed
  std::vector<std::pair<int, std::string>> separators{};  // digits to their right, from the right
  int parse_width = 0;                                    // digits to read where others follow at once
  std::string text;

  // Throws Error.
  static IntegerPicture read(std::string_view picture);
  std::string format(double number) const;
  // What no number was made of gives NaN.
  double parse(std::string_view text) const;
  // A regular expression for the texts it writes.
  std::string pattern() const;
};

}  // namespace orrery::states::jsonata
