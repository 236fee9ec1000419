#include "core/account.h"

#include <cstdint>

namespace orrery {
namespace {

constexpr std::string_view base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

}  // namespace

// Sixteen letters are eighty bits; the upper forty-eight are one set bit, forty bits of account and seven
// that mean nothing to us.
std::string encode_account(std::string_view account, std::uint64_t random) {
  std::uint64_t number = 0;
  for (const char digit : account) {
    if (digit >= '0' && digit <= '9') number = number * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  const std::uint64_t upper = (1ull << 47) | (number << 7) | (random & 0x7f);
  const std::uint64_t lower = (random >> 7) & 0xffffffff;
  std::string letters;
  for (int letter = 0; letter < 16; ++letter) {
    const int shift = 75 - letter * 5;  // of the eighty bits
    std::uint64_t five = 0;
    for (int bit = 4; bit >= 0; --bit) {
      const int place = shift + bit;
      five = five << 1 | (place >= 32 ? upper >> (place - 32) & 1 : lower >> place & 1);
    }
    letters += base32[five];
  }
  return letters;
}

std::optional<std::string> decode_account(std::string_view access_key) {
  if (access_key.size() == 12 && access_key.find_first_not_of("0123456789") == std::string_view::npos) {
    return std::string(access_key);
  }
  if (access_key.size() != 20 || (!access_key.starts_with("ASIA") && !access_key.starts_with("AKIA"))) {
    return std::nullopt;
  }
  std::uint64_t bits = 0;
  for (const char letter : access_key.substr(4, 10)) {
    const auto five = base32.find(letter);
    if (five == std::string_view::npos) return std::nullopt;
    bits = bits << 5 | five;
  }
  const std::uint64_t number = (bits >> 9) & 0xffffffffff;  // fifty bits read, forty-one of them wanted
  std::string digits = std::to_string(number);
  if (digits.size() > 12) return std::nullopt;
  return std::string(12 - digits.size(), '0') + digits;
}

std::string account_of_key(std::string_view access_key) {
  constexpr const char* otherwise = "000000000000";
  if (!access_key.starts_with("ASIA") && access_key.size() != 12) return otherwise;
  return decode_account(access_key).value_or(otherwise);
}

}  // namespace orrery
