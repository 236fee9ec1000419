#pragma once
// The 128-bit hash keys by which records find their shard.
#include <string>
#include <string_view>

#include "core/json.h"

namespace orrery::kinesis {

__extension__ using Hash = unsigned __int128;
constexpr Hash last_hash = ~Hash{0};

struct HashRange {
  Hash first = 0, last = last_hash;  // both in the range
};

std::string decimal(Hash value);
// What a partition key hashes to.
Hash hash_of(std::string_view partition_key);
// At most 39 decimal digits. Refuses an ExplicitHashKey of 2^128 and more.
Hash explicit_hash(std::string_view digits);
// The same for any other member: std::nullopt where it is 2^128 or more.
std::optional<Hash> parse_hash(std::string_view digits);
// Part `index` of `count` equal ones.
HashRange share(std::uint64_t index, std::uint64_t count);
// {"StartingHashKey", "EndingHashKey"}
json::object describe(const HashRange& range);

}  // namespace orrery::kinesis
