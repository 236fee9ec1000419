#include "services/logs/filter/comparison.h"

#include <boost/regex.hpp>

#include "core/number.h"
#include "core/wildcard.h"
#include "services/logs/filter/scanner.h"

namespace orrery::logs {
namespace {

bool ordered(Comparison comparison, double left, double right) {
  switch (comparison) {
    case Comparison::equal:
      return left == right;
    case Comparison::not_equal:
      return left != right;
    case Comparison::less:
      return left < right;
    case Comparison::at_most:
      return left <= right;
    case Comparison::greater:
      return left > right;
    case Comparison::at_least:
      return left >= right;
  }
  return false;
}

}  // namespace

Value Value::wildcard(std::string text) {
  Value value;
  value.text_ = std::move(text);
  return value;
}

Value Value::regex(const std::string& expression) {
  Value value;
  try {
    value.regex_ = std::make_shared<const boost::regex>(expression);
  } catch (const boost::regex_error&) {
    throw invalid_pattern("bad regular expression");
  }
  return value;
}

Value Value::word(std::string_view text) {
  Value value;
  value.text_ = text;
  value.number_ = read_number<double>(text);
  return value;
}

bool Value::equals(std::string_view text) const {
  if (regex_) return occurs_in(text);
  if (number_) {
    const auto number = read_number<double>(text);
    return number ? *number == *number_ : text == text_;
  }
  return fits_wildcard(text_, text);
}

bool Value::holds(Comparison comparison, std::string_view text) const {
  if (comparison == Comparison::equal) return equals(text);
  if (comparison == Comparison::not_equal) return !equals(text);
  const auto number = read_number<double>(text);
  return number && number_ && ordered(comparison, *number, *number_);
}

bool Value::holds(Comparison comparison, double number) const {
  if (number_) return ordered(comparison, number, *number_);
  return comparison == Comparison::not_equal;
}

bool Value::occurs_in(std::string_view text) const {
  if (!regex_) return text.find(text_) != std::string_view::npos;
  try {
    return boost::regex_search(text.begin(), text.end(), *regex_);
  } catch (const std::runtime_error&) {
    return false;  // the expression is too costly on this text
  }
}

}  // namespace orrery::logs
