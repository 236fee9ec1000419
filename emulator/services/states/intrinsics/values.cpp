#include <cmath>

#include "services/states/document.h"
#include "services/states/intrinsics/functions.h"
#include "services/states/java.h"

namespace orrery::states {
namespace {

bool is_int(std::int64_t number) { return number >= INT32_MIN && number <= INT32_MAX; }

std::int64_t int_part(const json::value& number) {
  const std::int64_t part = whole_part(number);
  if (!is_int(part)) throw IntrinsicError{};
  return part;
}

// To the nearest, a half up, as Java rounds.
std::int64_t rounded(const json::value& number) {
  if (!number.is_double()) return int_part(number);
  return int_part(std::floor(number.get_double() + 0.5));
}

// Only `true` asks for what there is not.
json::value json_merge(Arguments arguments, Entropy&) {
  if (!arguments[0].is_object() || !arguments[1].is_object() || arguments[2] == json::value(true))
    throw IntrinsicError{};
  json::object merged = arguments[0].get_object();
  for (const auto& [name, member] : arguments[1].get_object()) merged[name] = member;
  return merged;
}

// From the first number up to, and without, the second. A seed gives the number it gives on AWS.
json::value math_random(Arguments arguments, Entropy& entropy) {
  const std::int64_t first = int_part(arguments[0]), end = int_part(arguments[1]);
  if (first >= end) throw IntrinsicError{};
  if (arguments.size() == 3) return JavaRandom(whole_part(arguments[2])).between(first, end);
  return first + static_cast<std::int64_t>(entropy.below(static_cast<std::uint64_t>(end - first)));
}

json::value math_add(Arguments arguments, Entropy&) {
  const std::int64_t sum = rounded(arguments[0]) + rounded(arguments[1]);
  if (!is_int(sum)) throw IntrinsicError{};
  return sum;
}

json::value uuid(Arguments, Entropy& entropy) { return json::string(entropy.uuid()); }

constexpr IntrinsicFunction value_table[] = {
    {"States.JsonMerge", 3, 3, json_merge},
    {"States.MathRandom", 2, 3, math_random},
    {"States.MathAdd", 2, 2, math_add},
    {"States.UUID", 0, 0, uuid},
};

}  // namespace

std::int64_t whole_part(const json::value& number) {
  if (const auto integer = integer_of(number)) return *integer;
  if (!number.is_double() || std::fabs(number.get_double()) >= 0x1p63) throw IntrinsicError{};
  return static_cast<std::int64_t>(number.get_double());
}

std::span<const IntrinsicFunction> value_functions() { return value_table; }

}  // namespace orrery::states
