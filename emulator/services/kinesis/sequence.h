#pragma once
// Sequence numbers as AWS makes them: decimals of 56 digits that hold, as 47 digits of base 16,
//
//   2 | 9: second the shard was made | 1: low digit of the shard | 16: place | 2: 0 | 9: second of the record
//   | 8: shard | 2
//
// so that those of a shard, and those of its children after it, rise.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"

namespace orrery::kinesis {

struct Sequence {
  std::uint64_t shard = 0;
  std::int64_t shard_made_s = 0;
  std::uint64_t place = 0;  // the record's number in its stream; 0 before all, last_place after all
  std::int64_t at_s = 0;
};
constexpr std::uint64_t last_place = 0x7fff'ffff'ffff'ffff;

std::string write_sequence(const Sequence& sequence);
// std::nullopt for what is no such number.
std::optional<Sequence> read_sequence(std::string_view decimal);

}  // namespace orrery::kinesis
