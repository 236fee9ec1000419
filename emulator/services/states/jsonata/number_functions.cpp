#include <charconv>
#include <cmath>

#include "services/states/java.h"
#include "services/states/jsonata/functions.h"

namespace orrery::states::jsonata {
namespace {

Value number(Evaluator&, Values& a) {
  if (a[0].nothing() || a[0].is_number()) return a[0];
  if (a[0].is_flag()) return a[0].flag() ? 1 : 0;
  const std::string& text = a[0].text();
  const auto fail = [&]() -> Error {
    return {"D3030", "Unable to cast value to a number: \"" + text + "\""};
  };
  double result = 0;
  if (text.size() > 2 && text[0] == '0' &&
      std::string_view("xXbBoO").find(text[1]) != std::string_view::npos) {
    const int radix = std::tolower(text[1]) == 'x' ? 16 : std::tolower(text[1]) == 'o' ? 8 : 2;
    std::uint64_t whole = 0;
    const auto [end, error] = std::from_chars(text.data() + 2, text.data() + text.size(), whole, radix);
    if (error != std::errc{} || end != text.data() + text.size()) throw fail();
    return static_cast<double>(whole);
  }
  static const Regex shape("^-?[0-9]+(\\.[0-9]+)?([Ee][-+]?[0-9]+)?$");
  if (text.size() > 400 || !shape.search(text)) throw fail();
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
  if (error != std::errc{} || !std::isfinite(result)) throw fail();
  return result;
}

Value floor(Evaluator&, Values& a) { return a[0].nothing() ? Value() : Value(std::floor(a[0].number())); }
Value ceil(Evaluator&, Values& a) { return a[0].nothing() ? Value() : Value(std::ceil(a[0].number())); }
Value abs(Evaluator&, Values& a) { return a[0].nothing() ? Value() : Value(std::fabs(a[0].number())); }

bool is_counted(const Value& value) { return value.is_number() && !std::isnan(value.number()); }

// Halves go to the even neighbour.
Value round(Evaluator&, Values& a) {
  if (a[0].nothing()) return {};
  const int places =
      a.size() > 1 && is_counted(a[1]) ? static_cast<int>(std::clamp(a[1].number(), -300.0, 300.0)) : 0;
  const double scale = std::pow(10.0, std::abs(places));
  double value = a[0].number();
  value = places >= 0 ? value * scale : value / scale;
  // A product like 2.675 * 100 is nudged to the half it stands for.
  const double half = std::floor(value) + 0.5;
  if (std::fabs(value - half) < 1e-9) value = half;
  value = std::nearbyint(value);
  return places >= 0 ? value / scale : value * scale;
}

Value sqrt(Evaluator&, Values& a) {
  if (a[0].nothing()) return {};
  if (a[0].number() < 0)
    throw Error("D3060",
                "The sqrt function cannot be applied to a negative number: " + number_text(a[0].number()));
  return std::sqrt(a[0].number());
}

Value power(Evaluator&, Values& a) {
  if (a[0].nothing()) return {};
  const double exponent = a[1].nothing() ? std::nan("") : a[1].number();
  const double result = std::pow(a[0].number(), exponent);
  if (!std::isfinite(result)) {
    throw Error(
        "D3061",
        "The power function has resulted in a value that cannot be represented as a JSON number: base=" +
            number_text(a[0].number()) + ", exponent=" + number_text(exponent));
  }
  return result;
}

// With a seed, the first fraction of Java's generator, as on AWS.
Value random(Evaluator& evaluator, Values& a) {
  if (!a.empty() && a[0].is_number()) {
    const double seed = std::fabs(a[0].number()) < 0x1p63 ? a[0].number() : 0;
    return JavaRandom(static_cast<std::int64_t>(seed)).fraction();
  }
  return evaluator.environment.entropy ? Value(evaluator.environment.entropy->fraction()) : Value(0.5);
}

Value sum(Evaluator&, Values& a) {
  if (a[0].nothing()) return {};
  double total = 0;
  for (const Value& item : a[0].array().items) total += item.number();
  return total;
}

Value extreme(const Value& list, bool greatest) {
  if (list.nothing() || list.array().items.empty()) return {};
  double found = list.array().items[0].number();
  for (const Value& item : list.array().items) {
    found = greatest ? std::max(found, item.number()) : std::min(found, item.number());
  }
  return found;
}
Value max(Evaluator&, Values& a) { return extreme(a[0], true); }
Value min(Evaluator&, Values& a) { return extreme(a[0], false); }

Value average(Evaluator& evaluator, Values& a) {
  if (a[0].nothing() || a[0].array().items.empty()) return {};
  return sum(evaluator, a).number() / static_cast<double>(a[0].array().items.size());
}

Value format_base(Evaluator&, Values& a) {
  if (a[0].nothing()) return {};
  const double radix = a.size() > 1 && a[1].is_number() ? a[1].number() : 10;
  if (!(radix >= 2 && radix <= 36)) {
    throw Error("D3100", "The radix of the formatBase function must be between 2 and 36.  It was given " +
                             number_text(radix));
  }
  const double wanted = std::nearbyint(a[0].number());
  if (!(std::fabs(wanted) < 0x1p63)) {
    throw Error("D3061", "The formatBase function cannot write a number so great: " + number_text(wanted));
  }
  char digits[80];
  const auto whole = static_cast<std::int64_t>(wanted);
  return std::string(digits,
                     std::to_chars(digits, digits + sizeof digits, whole, static_cast<int>(radix)).ptr);
}

constexpr Builtin number_table[] = {
    {"number", "<(nsb)-:n>", number},
    {"floor", "<n-:n>", floor},
    {"ceil", "<n-:n>", ceil},
    {"abs", "<n-:n>", abs},
    {"round", "<n-n?:n>", round},
    {"sqrt", "<n-:n>", sqrt},
    {"power", "<n-n:n>", power},
    {"random", "<n?:n>", random},
    {"sum", "<a<n>:n>", sum},
    {"max", "<a<n>:n>", max},
    {"min", "<a<n>:n>", min},
    {"average", "<a<n>:n>", average},
    {"formatBase", "<n-n?:s>", format_base},
};

}  // namespace

std::span<const Builtin> number_functions() { return number_table; }

}  // namespace orrery::states::jsonata
