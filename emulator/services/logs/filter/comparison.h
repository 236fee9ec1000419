#pragma once
// What a filter pattern compares with.
#include <boost/regex_fwd.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace orrery::logs {

enum class Comparison { equal, not_equal, less, at_most, greater, at_least };

// A constant of a pattern: text in which '*' stands for anything, a number, or a regular expression.
class Value {
 public:
  static Value wildcard(std::string text);
  static Value regex(const std::string& expression);
  static Value word(std::string_view text);  // a number where it reads as one

  // Whether `text` stands in that relation to the value; order only among numbers.
  bool holds(Comparison comparison, std::string_view text) const;
  bool holds(Comparison comparison, double number) const;
  // Whether the value occurs anywhere in `text`.
  bool occurs_in(std::string_view text) const;

 private:
  bool equals(std::string_view text) const;

  std::string text_;
  std::optional<double> number_;
  std::shared_ptr<const boost::regex> regex_;
};

}  // namespace orrery::logs
