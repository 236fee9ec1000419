#include "services/s3/policy_conditions.h"

#include <algorithm>

#include "core/http.h"
#include "core/number.h"
#include "core/wildcard.h"
#include "services/s3/text.h"

namespace orrery::s3 {
namespace {

using Match = bool (*)(std::string_view given, std::string_view wanted);

bool equal(std::string_view given, std::string_view wanted) { return given == wanted; }

bool like(std::string_view given, std::string_view wanted) { return fits_wildcard(wanted, given); }

template <class Compare>
bool numbers(std::string_view given, std::string_view wanted) {
  const auto left = read_number<double>(given), right = read_number<double>(wanted);
  return left && right && Compare{}(*left, *right);
}

struct Operator {
  std::string_view name;
  Match match;
  bool negated = false;
};

constexpr Operator operators[] = {
    {"StringEquals", equal},
    {"StringNotEquals", equal, true},
    {"StringEqualsIgnoreCase", same_name},
    {"StringNotEqualsIgnoreCase", same_name, true},
    {"StringLike", like},
    {"StringNotLike", like, true},
    {"ArnEquals", like},
    {"ArnNotEquals", like, true},
    {"ArnLike", like},
    {"ArnNotLike", like, true},
    {"Bool", same_name},
    {"NumericEquals", numbers<std::equal_to<>>},
    {"NumericNotEquals", numbers<std::equal_to<>>, true},
    {"NumericLessThan", numbers<std::less<>>},
    {"NumericLessThanEquals", numbers<std::less_equal<>>},
    {"NumericGreaterThan", numbers<std::greater<>>},
    {"NumericGreaterThanEquals", numbers<std::greater_equal<>>},
};

enum class Quantifier { one, any, all };

// "ForAnyValue:StringLikeIfExists", taken apart.
struct Test {
  const Operator* by = nullptr;  // nullptr: none that is known here
  Quantifier quantifier = Quantifier::one;
  bool if_exists = false;
};

Test read_test(std::string_view text) {
  Test test;
  if (text.starts_with("ForAnyValue:")) test.quantifier = Quantifier::any;
  if (text.starts_with("ForAllValues:")) test.quantifier = Quantifier::all;
  if (test.quantifier != Quantifier::one) text.remove_prefix(text.find(':') + 1);
  constexpr std::string_view suffix = "IfExists";
  test.if_exists = text.ends_with(suffix);
  if (test.if_exists) text.remove_suffix(suffix.size());
  for (const Operator& one : operators) {
    if (one.name == text) test.by = &one;
  }
  return test;
}

std::vector<std::string> wanted_values(const json::value& value) {
  const auto text = [](const json::value& one) {
    return one.is_string() ? std::string(view(one.get_string())) : to_text(one);
  };
  if (!value.is_array()) return {text(value)};
  std::vector<std::string> values;
  for (const json::value& one : value.get_array()) values.push_back(text(one));
  return values;
}

bool holds(const Test& test, const std::vector<std::string>& given, const std::vector<std::string>& wanted) {
  if (given.empty()) {
    return test.if_exists || (test.by->negated && test.quantifier != Quantifier::any) ||
           test.quantifier == Quantifier::all;
  }
  const auto fits = [&](const std::string& value) {
    const bool found = std::any_of(wanted.begin(), wanted.end(),
                                   [&](const std::string& one) { return test.by->match(value, one); });
    return found != test.by->negated;
  };
  return test.quantifier == Quantifier::any ? std::any_of(given.begin(), given.end(), fits)
                                            : std::all_of(given.begin(), given.end(), fits);
}

}  // namespace

Holds conditions_hold(const json::object& conditions, const Facts& facts) {
  bool all_known = true;
  for (const auto& [name, keys] : conditions) {
    const Test test = read_test(name);
    const bool asks_for_none = std::string_view(name) == "Null";
    if (!keys.is_object()) return Holds::unknown;
    for (const auto& [key, value] : keys.get_object()) {
      const auto given = facts(lower(key));
      if (!given || (test.by == nullptr && !asks_for_none)) {
        all_known = false;
        continue;
      }
      const auto wanted = wanted_values(value);
      const bool held = asks_for_none ? given->empty() == (wanted == std::vector<std::string>{"true"})
                                      : holds(test, *given, wanted);
      if (!held) return Holds::no;
    }
  }
  return all_known ? Holds::yes : Holds::unknown;
}

}  // namespace orrery::s3
