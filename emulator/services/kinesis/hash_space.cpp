#include "services/kinesis/hash_space.h"

#include <algorithm>

#include "core/digest.h"
#include "core/error.h"

namespace orrery::kinesis {

std::string decimal(Hash value) {
  std::string digits;
  do {
    digits += static_cast<char>('0' + static_cast<int>(value % 10));
    value /= 10;
  } while (value != 0);
  std::reverse(digits.begin(), digits.end());
  return digits;
}

Hash hash_of(std::string_view partition_key) {
  Hash hash = 0;
  for (const unsigned char byte : md5(partition_key)) hash = hash << 8 | byte;
  return hash;
}

std::optional<Hash> parse_hash(std::string_view digits) {
  Hash hash = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9' || hash > (last_hash - static_cast<Hash>(digit - '0')) / 10)
      return std::nullopt;
    hash = hash * 10 + static_cast<Hash>(digit - '0');
  }
  return digits.empty() ? std::nullopt : std::optional(hash);
}

Hash explicit_hash(std::string_view digits) {
  if (const auto hash = parse_hash(digits)) return *hash;
  throw AwsError("InvalidArgumentException",
                 "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified "
                 "value was " +
                     std::string(digits));
}

HashRange share(std::uint64_t index, std::uint64_t count) {
  if (count == 1) return {};
  // 2^128 / count, rounded down; a power of two divides it without rest.
  const Hash width = last_hash / count + ((count & (count - 1)) == 0 ? 1 : 0);
  return {width * index, index + 1 == count ? last_hash : width * (index + 1) - 1};
}

json::object describe(const HashRange& range) {
  return {{"StartingHashKey", json::string(decimal(range.first))},
          {"EndingHashKey", json::string(decimal(range.last))}};
}

}  // namespace orrery::kinesis
