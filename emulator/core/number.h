#pragma once
// Numbers in texts.
#include <charconv>
#include <optional>
#include <string_view>

namespace orrery {

// All of `text` as a decimal number. std::nullopt where anything else stands in it, or where it does not fit.
template <class Number>
std::optional<Number> read_number(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace orrery
