#include "services/kinesis/sequence.h"

#include <algorithm>
#include <array>

namespace orrery::kinesis {
namespace {

constexpr std::size_t hex_digits = 47;

// The bits of a sequence number, the low ones first.
class Wide {
 public:
  // value * factor + more; false where it overflows.
  bool scale(std::uint32_t factor, std::uint32_t more) {
    std::uint64_t carry = more;
    for (std::uint32_t& word : words_) {
      carry += std::uint64_t{word} * factor;
      word = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    return carry == 0;
  }
  // Leaves the quotient and answers the remainder.
  std::uint32_t divide(std::uint32_t divisor) {
    std::uint64_t rest = 0;
    for (auto word = words_.rbegin(); word != words_.rend(); ++word) {
      rest = rest << 32 | *word;
      *word = static_cast<std::uint32_t>(rest / divisor);
      rest %= divisor;
    }
    return static_cast<std::uint32_t>(rest);
  }
  bool zero() const {
    return std::all_of(words_.begin(), words_.end(), [](std::uint32_t word) { return word == 0; });
  }

 private:
  std::array<std::uint32_t, 6> words_{};
};

// Fields of hexadecimal digits, the first ones first.
class Fields {
 public:
  void put(std::uint64_t value, int digits) {
    for (int digit = digits - 1; digit >= 0; --digit)
      wide_.scale(16, static_cast<std::uint32_t>(value >> (4 * digit) & 15));
  }
  std::string decimal() {
    std::string digits;
    while (!wide_.zero()) digits += static_cast<char>('0' + wide_.divide(10));
    std::reverse(digits.begin(), digits.end());
    return digits;
  }

 private:
  Wide wide_;
};

}  // namespace

std::string write_sequence(const Sequence& sequence) {
  Fields fields;
  fields.put(2, 1);
  fields.put(static_cast<std::uint64_t>(sequence.shard_made_s), 9);
  fields.put(sequence.shard, 1);
  fields.put(sequence.place, 16);
  fields.put(0, 2);
  fields.put(static_cast<std::uint64_t>(sequence.at_s), 9);
  fields.put(sequence.shard, 8);
  fields.put(2, 1);
  return fields.decimal();
}

std::optional<Sequence> read_sequence(std::string_view decimal) {
  Wide wide;
  for (const char digit : decimal) {
    if (digit < '0' || digit > '9' || !wide.scale(10, static_cast<std::uint32_t>(digit - '0')))
      return std::nullopt;
  }
  std::array<std::uint8_t, hex_digits> hex{};
  for (auto digit = hex.rbegin(); digit != hex.rend(); ++digit)
    *digit = static_cast<std::uint8_t>(wide.divide(16));
  auto field = [&hex, at = std::size_t{0}](std::size_t digits) mutable {
    std::uint64_t value = 0;
    for (const std::size_t end = at + digits; at < end; ++at) value = value << 4 | hex[at];
    return value;
  };
  Sequence sequence;
  const bool begins = field(1) == 2;
  sequence.shard_made_s = static_cast<std::int64_t>(field(9));
  field(1);
  sequence.place = field(16);
  field(2);
  sequence.at_s = static_cast<std::int64_t>(field(9));
  sequence.shard = field(8);
  const bool ends = field(1) == 2;
  if (!begins || !ends || !wide.zero() || sequence.place > last_place || sequence.shard > 0x7fff'ffff)
    return std::nullopt;
  return sequence;
}

}  // namespace orrery::kinesis
