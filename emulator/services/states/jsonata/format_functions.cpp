// $formatNumber by the pictures of XPath, $formatInteger and $parseInteger.
#include <cmath>

#include "services/states/jsonata/functions.h"

namespace orrery::states::jsonata {
namespace {

// The characters of a picture, as the options may rename them.
struct Symbols {
  std::string decimal = ".", group = ",", exponent = "e", infinity = "Infinity", minus = "-", nan = "NaN",
              percent = "%", per_mille = "\xE2\x80\xB0", zero = "0", digit = "#", separator = ";";
};

Symbols symbols_of(const Value& options) {
  Symbols symbols;
  if (!options.is_object()) return symbols;
  const std::pair<const char*, std::string*> names[] = {{"decimal-separator", &symbols.decimal},
                                                        {"grouping-separator", &symbols.group},
                                                        {"exponent-separator", &symbols.exponent},
                                                        {"infinity", &symbols.infinity},
                                                        {"minus-sign", &symbols.minus},
                                                        {"NaN", &symbols.nan},
                                                        {"percent", &symbols.percent},
                                                        {"per-mille", &symbols.per_mille},
                                                        {"zero-digit", &symbols.zero},
                                                        {"digit", &symbols.digit},
                                                        {"pattern-separator", &symbols.separator}};
  for (const auto& [name, place] : names) {
    const Value* given = options.object().find(name);
    if (given && given->is_text()) *place = given->text();
  }
  return symbols;
}

struct Picture {
  std::string prefix, suffix;
  int least_whole = 0, least_fraction = 0, most_fraction = 0, least_exponent = 0;
  int scale = 1;
  std::vector<int> groups;           // digits right of each separator in the whole part
  std::vector<int> fraction_groups;  // digits left of each separator in the fraction
};

std::vector<std::string> pieces_of(std::string_view text) {
  std::vector<std::string> pieces;
  for (const char32_t point : to_points(text)) pieces.push_back(from_points(std::u32string(1, point)));
  return pieces;
}

Picture read_picture(const std::string& text, const Symbols& symbols) {
  Picture picture;
  const auto pieces = pieces_of(text);
  const char32_t zero = to_points(symbols.zero)[0];
  const auto digit = [&](const std::string& piece) {
    const char32_t point = to_points(piece)[0];
    return point >= zero && point <= zero + 9;
  };
  const auto active = [&](const std::string& piece) {
    return piece == symbols.decimal || piece == symbols.group || piece == symbols.digit || digit(piece);
  };
  std::size_t first = 0, last = pieces.size();
  while (first < pieces.size() && !active(pieces[first])) picture.prefix += pieces[first++];
  while (last > first && !active(pieces[last - 1])) --last;
  for (std::size_t i = last; i < pieces.size(); ++i) picture.suffix += pieces[i];
  if (first == last)
    throw Error("D3085",
                "The mantissa part of a sub-picture must contain at least one character that is either an "
                "'optional digit character' or a member of the 'decimal digit family'");
  if (text.find(symbols.percent) != std::string::npos) picture.scale = 100;
  if (text.find(symbols.per_mille) != std::string::npos) picture.scale = 1000;
  bool fraction = false, exponent = false;
  for (std::size_t i = first; i < last; ++i) {
    const std::string& piece = pieces[i];
    if (exponent) {
      picture.least_exponent += digit(piece);
    } else if (piece == symbols.exponent &&
               picture.least_whole + picture.least_fraction + picture.most_fraction > 0) {
      exponent = true;
    } else if (piece == symbols.decimal) {
      if (fraction)
        throw Error(
            "D3081",
            "The sub-picture must not contain more than one instance of the 'decimal-separator' character");
      fraction = true;
    } else if (piece == symbols.group) {
      fraction ? picture.fraction_groups.push_back(picture.most_fraction) : picture.groups.push_back(0);
    } else if (digit(piece) || piece == symbols.digit) {
      if (fraction) {
        ++picture.most_fraction;
        picture.least_fraction += digit(piece);
      } else {
        picture.least_whole += digit(piece);
        for (int& right : picture.groups) ++right;
      }
    } else {
      throw Error("D3086",
                  "The sub-picture must not contain a passive character that is preceded by an active "
                  "character and that is followed by another active character");
    }
  }
  if (picture.least_whole == 0 && picture.most_fraction == 0 && picture.least_exponent == 0)
    picture.least_whole = 1;
  return picture;
}

// Separators at equal distances go on to the left.
std::string grouped(const std::string& digits, const Picture& picture, const std::string& mark) {
  if (picture.groups.empty()) return digits;
  const int size = picture.groups.back();
  bool regular = size > 0;
  for (std::size_t i = 0; i < picture.groups.size(); ++i) {
    regular = regular && picture.groups[i] == size * static_cast<int>(picture.groups.size() - i);
  }
  std::string result;
  const int count = static_cast<int>(digits.size());
  for (int i = 0; i < count; ++i) {
    const int right = count - i;
    const bool here =
        regular ? right % size == 0
                : std::find(picture.groups.begin(), picture.groups.end(), right) != picture.groups.end();
    if (i > 0 && here) result += mark;
    result += digits[static_cast<std::size_t>(i)];
  }
  return result;
}

std::string localized(const std::string& digits, const Symbols& symbols) {
  if (symbols.zero == "0") return digits;
  const char32_t zero = to_points(symbols.zero)[0];
  std::string result;
  for (const char byte : digits) {
    result += std::isdigit(static_cast<unsigned char>(byte))
                  ? from_points(std::u32string(1, zero + static_cast<char32_t>(byte - '0')))
                  : std::string(1, byte);
  }
  return result;
}

std::string fixed_digits(double value, int places) {
  // Halves go to the even neighbour, as $round has it.
  const double scale = std::pow(10.0, places);
  double scaled = value * scale;
  if (std::fabs(scaled - (std::floor(scaled) + 0.5)) < 1e-9) scaled = std::floor(scaled) + 0.5;
  char text[400];
  std::snprintf(text, sizeof text, "%.*f", places,
                std::fabs(scaled) < 1e15 ? std::nearbyint(scaled) / scale : value);
  return text;
}

Value format_number(Evaluator&, Values& a) {
  if (a[0].nothing()) return {};
  const Symbols symbols = symbols_of(a.size() > 2 ? a[2] : Value());
  const std::string& text = a[1].text();
  const std::size_t split = text.find(symbols.separator);
  double value = a[0].number();
  const bool negative = value < 0;
  std::string chosen = split == std::string::npos ? text : text.substr(0, split);
  bool minus = negative;
  if (split != std::string::npos) {
    if (text.find(symbols.separator, split + 1) != std::string::npos) {
      throw Error("D3080", "The picture string must only contain a maximum of two sub-pictures");
    }
    if (negative) {
      chosen = text.substr(split + 1);
      minus = false;
    }
  }
  const Picture picture = read_picture(chosen, symbols);
  value = std::fabs(value) * picture.scale;
  int exponent = 0;
  if (picture.least_exponent > 0 && value != 0) {
    const double most = std::pow(10.0, picture.least_whole), least = std::pow(10.0, picture.least_whole - 1);
    while (value < least) value *= 10, --exponent;
    while (value >= most) value /= 10, ++exponent;
  }
  std::string digits = fixed_digits(value, picture.most_fraction);
  const std::size_t dot = digits.find('.');
  std::string whole = digits.substr(0, dot),
              fraction = dot == std::string::npos ? "" : digits.substr(dot + 1);
  while (static_cast<int>(fraction.size()) > picture.least_fraction && fraction.ends_with('0'))
    fraction.pop_back();
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
  while (static_cast<int>(whole.size()) < picture.least_whole) whole.insert(whole.begin(), '0');
  std::string result = (minus ? symbols.minus : "") + picture.prefix +
                       localized(grouped(whole, picture, symbols.group), symbols);
  if (!fraction.empty()) {
    result += symbols.decimal;
    for (std::size_t i = 0; i < fraction.size(); ++i) {
      const auto& marks = picture.fraction_groups;
      if (i > 0 && std::find(marks.begin(), marks.end(), static_cast<int>(i)) != marks.end())
        result += symbols.group;
      result += localized(fraction.substr(i, 1), symbols);
    }
  }
  if (picture.least_exponent > 0) {
    std::string power = std::to_string(std::abs(exponent));
    while (static_cast<int>(power.size()) < picture.least_exponent) power.insert(power.begin(), '0');
    result += symbols.exponent + (exponent < 0 ? symbols.minus : "") + localized(power, symbols);
  }
  return result + picture.suffix;
}

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

std::string roman(std::uint64_t number) {
  static constexpr std::pair<unsigned, const char*> parts[] = {
      {1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
      {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
  std::string text;
  for (const auto& [size, letters] : parts) {
    for (; number >= size; number -= size) text += letters;
  }
  return text;
}

std::string letters(std::uint64_t number, char first) {
  std::string text;
  for (; number > 0; number = (number - 1) / 26)
    text.insert(text.begin(), static_cast<char>(first + static_cast<char>((number - 1) % 26)));
  return text;
}

const char* ordinal_ending(std::uint64_t number) {
  if (number % 100 / 10 == 1) return "th";
  return number % 10 == 1 ? "st" : number % 10 == 2 ? "nd" : number % 10 == 3 ? "rd" : "th";
}

Value format_integer_function(Evaluator&, Values& a) {
  return a[0].nothing() ? Value() : Value(format_integer(std::floor(a[0].number()), a[1].text()));
}

double words_value(const std::string& text) {
  static const std::map<std::string, double> values = [] {
    std::map<std::string, double> all{{"hundred", 100}, {"hundredth", 100}};
    for (int i = 0; i < 20; ++i) all[lowered(small_words[i])] = all[lowered(small_ordinals[i])] = i;
    for (int i = 2; i < 10; ++i) {
      const std::string ten = lowered(tens[i]);
      all[ten] = all[ten.substr(0, ten.size() - 1) + "ieth"] = i * 10;
    }
    for (const auto& [size, name] : magnitudes)
      all[lowered(name)] = all[lowered(name) + "th"] = static_cast<double>(size);
    return all;
  }();
  double total = 0, part = 0;
  std::string word;
  const auto take = [&] {
    if (word.empty() || word == "and") return word.clear();
    const auto found = values.find(word);
    if (found == values.end()) throw Error("D3136", "The text does not match the picture: \"" + text + "\"");
    if (found->second < 100) {
      part += found->second;
    } else if (found->second == 100) {
      part *= 100;
    } else {
      total += part * found->second;
      part = 0;
    }
    word.clear();
  };
  for (const char byte : lowered(text))
    byte == ' ' || byte == ',' || byte == '-' ? take() : void(word += byte);
  take();
  return total + part;
}

Value parse_integer(Evaluator&, Values& a) {
  if (a[0].nothing()) return {};
  const std::string picture = a[1].text().substr(0, a[1].text().find(';')), text = a[0].text();
  if (picture == "w" || picture == "W" || picture == "Ww") return words_value(text);
  if (picture == "I" || picture == "i") {
    for (std::uint64_t number = 0; number < 4000; ++number) {
      if (roman(number) == lowered(text)) return static_cast<double>(number);
    }
    throw Error("D3136", "The text does not match the picture: \"" + text + "\"");
  }
  if (picture == "A" || picture == "a") {
    double number = 0;
    for (const char byte : lowered(text)) number = number * 26 + (byte - 'a' + 1);
    return number;
  }
  std::string digits;
  for (const char byte : text) {
    if (std::isdigit(static_cast<unsigned char>(byte)) || byte == '-') digits += byte;
  }
  return digits.empty() ? Value() : Value(std::strtod(digits.c_str(), nullptr));
}

constexpr Builtin table[] = {
    {"formatNumber", "<n-so?:s>", format_number},
    {"formatInteger", "<n-s:s>", format_integer_function},
    {"parseInteger", "<s-s:n>", parse_integer},
};

}  // namespace

std::string format_integer(double number, std::string_view text) {
  const std::size_t semicolon = text.rfind(';');
  const std::string_view picture = text.substr(0, semicolon);
  const bool ordinal = semicolon != std::string_view::npos && text.substr(semicolon + 1).starts_with('o');
  const std::string sign = number < 0 ? "-" : "";
  const double size = std::fabs(number);
  const auto whole = size < 1e15 ? static_cast<std::uint64_t>(size) : 0;
  if (picture == "w") return sign + lowered(in_words(whole, ordinal));
  if (picture == "W") return sign + raised(in_words(whole, ordinal));
  if (picture == "Ww") {
    std::string words = in_words(whole, ordinal);
    for (std::size_t at; (at = words.find(" And ")) != std::string::npos;) words.replace(at, 5, " and ");
    return sign + words;
  }
  if (picture == "I") return sign + raised(roman(std::min<std::uint64_t>(whole, 1'000'000)));
  if (picture == "i") return sign + roman(std::min<std::uint64_t>(whole, 1'000'000));
  if (picture == "A" || picture == "a") return sign + letters(whole, picture[0]);
  if (picture.find_first_of("0123456789") == std::string_view::npos) {
    throw Error("D3130", "Formatting or parsing an integer as a sequence starting with \"" +
                             std::string(picture) + "\" is not supported by this implementation");
  }
  Picture shape;
  std::string mark;
  for (const char byte : picture) {
    if (std::isdigit(static_cast<unsigned char>(byte))) ++shape.least_whole;
    if (std::isdigit(static_cast<unsigned char>(byte)) || byte == '#') {
      for (int& right : shape.groups) ++right;
    } else {
      mark = std::string(1, byte);
      shape.groups.push_back(0);
    }
  }
  char digits[400];
  std::snprintf(digits, sizeof digits, "%.0f", size);
  std::string padded = digits;
  while (static_cast<int>(padded.size()) < shape.least_whole) padded.insert(padded.begin(), '0');
  return sign + grouped(padded, shape, mark) + (ordinal ? ordinal_ending(whole) : "");
}

std::span<const Builtin> format_functions() { return table; }

}  // namespace orrery::states::jsonata
