#include "services/states/java.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "core/utf8.h"

namespace orrery::states {
namespace {

constexpr std::uint64_t factor = 0x5DEECE66D, bits_of_state = (std::uint64_t{1} << 48) - 1;

std::uint32_t folded(std::uint64_t bits) { return static_cast<std::uint32_t>(bits ^ bits >> 32); }

}  // namespace

// Over the units of UTF-16.
std::uint32_t java_text_hash(std::string_view text) {
  std::uint32_t hash = 0;
  const auto add = [&](std::uint32_t unit) { hash = 31 * hash + unit; };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = std::max<std::size_t>(character_at(text, at), 1);
    std::uint32_t point = static_cast<unsigned char>(text[at]) & (length == 1 ? 0xFFU : 0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i)
      point = point << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    at += length;
    if (point < 0x10000) {
      add(point);
    } else {
      add(0xD800 + ((point - 0x10000) >> 10));
      add(0xDC00 + ((point - 0x10000) & 0x3FF));
    }
  }
  return hash;
}

std::uint32_t java_hash(const json::value& value) {
  if (value.is_null()) return 0;
  if (value.is_bool()) return value.get_bool() ? 1231 : 1237;
  if (value.is_string()) return java_text_hash(view(value.get_string()));
  if (value.is_int64()) {
    const std::int64_t number = value.get_int64();
    const bool small = number == static_cast<std::int32_t>(number);
    return small ? static_cast<std::uint32_t>(number) : folded(static_cast<std::uint64_t>(number));
  }
  if (value.is_uint64()) return folded(value.get_uint64());
  if (value.is_double()) return folded(std::bit_cast<std::uint64_t>(value.get_double()));
  std::uint32_t hash = value.is_array() ? 1 : 0;
  if (value.is_array()) {
    for (const auto& element : value.get_array()) hash = 31 * hash + java_hash(element);
  } else {
    for (const auto& member : value.get_object())
      hash += java_text_hash(member.key()) ^ java_hash(member.value());
  }
  return hash;
}

std::vector<std::size_t> order_in_table(std::span<const std::uint32_t> hashes, std::size_t room) {
  std::uint32_t buckets = 16;
  while (room > buckets / 4 * 3) buckets *= 2;
  std::vector<std::size_t> order(hashes.size());
  std::iota(order.begin(), order.end(), 0);
  const auto bucket = [&](std::size_t at) { return (hashes[at] ^ hashes[at] >> 16) & (buckets - 1); };
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return bucket(a) < bucket(b); });
  return order;
}

JavaRandom::JavaRandom(std::int64_t seed)
    : state_((static_cast<std::uint64_t>(seed) ^ factor) & bits_of_state) {}

std::uint32_t JavaRandom::next(int bits) {
  state_ = (state_ * factor + 11) & bits_of_state;
  return static_cast<std::uint32_t>(state_ >> (48 - bits));
}

double JavaRandom::fraction() {
  const std::uint64_t high = next(26);
  return static_cast<double>((high << 27) + next(27)) * 0x1p-53;
}

std::int64_t JavaRandom::between(std::int64_t first, std::int64_t end) {
  const std::int64_t width = end - first;
  if (width > INT32_MAX) {
    while (true) {
      const auto drawn = static_cast<std::int32_t>(next(32));
      if (drawn >= first && drawn < end) return drawn;
    }
  }
  if (std::has_single_bit(static_cast<std::uint64_t>(width))) return first + (width * next(31) >> 31);
  // What would make the last, shorter run of numbers likelier is drawn again.
  while (true) {
    const std::int64_t drawn = next(31), offset = drawn % width;
    if (drawn - offset + width - 1 <= INT32_MAX) return first + offset;
  }
}

}  // namespace orrery::states
