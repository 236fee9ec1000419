// Shards divide the hash space evenly among themselves.
#include <charconv>

#include "core/digest.h"
#include "core/error.h"
#include "services/kinesis/stream.h"

namespace orrery::kinesis {
namespace {

__extension__ using Hash = unsigned __int128;

constexpr std::string_view sequence_prefix = "4966";
constexpr std::size_t sequence_digits = 56;
constexpr std::string_view shard_prefix = "shardId-";

std::string decimal(Hash value) {
  std::string digits;
  do {
    digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(value % 10)));
    value /= 10;
  } while (value != 0);
  return digits;
}

std::string padded(std::uint64_t number, std::size_t digits) {
  const std::string text = std::to_string(number);
  return std::string(digits - text.size(), '0') + text;
}

Hash hash_of(std::string_view partition_key) {
  Hash hash = 0;
  for (const unsigned char byte : md5(partition_key)) hash = hash << 8 | byte;
  return hash;
}

Hash parse_hash(std::string_view text) {
  Hash hash = 0;
  bool good = !text.empty() && text.size() <= 39;
  for (const char digit : text) {
    good = good && digit >= '0' && digit <= '9';
    if (good && hash > (~Hash{0} - static_cast<Hash>(digit - '0')) / 10) good = false;
    if (good) hash = hash * 10 + static_cast<Hash>(digit - '0');
  }
  if (!good) {
    throw AwsError("InvalidArgumentException",
                   "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: "
                   "[0, 2^128-1]. Specified value was " +
                       std::string(text));
  }
  return hash;
}

// The width of all shards but the last, which takes what is left over.
Hash width(const Stream& stream) { return ~Hash{0} / stream.shards + (stream.shards == 1 ? 0 : 1); }

}  // namespace

std::string sequence_number(std::uint64_t number) {
  return std::string(sequence_prefix) + padded(number, sequence_digits - sequence_prefix.size());
}

std::optional<std::uint64_t> number_of(std::string_view sequence) {
  if (sequence.size() != sequence_digits || !sequence.starts_with(sequence_prefix)) return std::nullopt;
  const std::string_view digits = sequence.substr(sequence_prefix.size());
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

std::string shard_id(std::uint64_t shard) { return std::string(shard_prefix) + padded(shard, 12); }

std::uint64_t shard_of_id(const Stream& stream, std::string_view id) {
  for (std::uint64_t shard = 0; shard < stream.shards; ++shard) {
    if (shard_id(shard) == id) return shard;
  }
  throw AwsError("ResourceNotFoundException", "Shard " + std::string(id) + " in stream " + stream.name +
                                                  " under account " + stream.account + " does not exist");
}

std::uint64_t shard_for(const Stream& stream, std::string_view partition_key,
                        std::optional<std::string_view> explicit_hash) {
  const Hash hash = explicit_hash ? parse_hash(*explicit_hash) : hash_of(partition_key);
  if (stream.shards == 1) return 0;
  return std::min(static_cast<std::uint64_t>(hash / width(stream)), stream.shards - 1);
}

json::object hash_range(const Stream& stream, std::uint64_t shard) {
  const Hash first = shard == 0 ? Hash{0} : width(stream) * shard;
  const Hash last = shard + 1 == stream.shards ? ~Hash{0} : width(stream) * (shard + 1) - 1;
  return {{"StartingHashKey", json::string(decimal(first))}, {"EndingHashKey", json::string(decimal(last))}};
}

json::object describe_shard(const Stream& stream, std::uint64_t shard) {
  return {
      {"ShardId", json::string(shard_id(shard))},
      {"HashKeyRange", hash_range(stream, shard)},
      {"SequenceNumberRange", json::object{{"StartingSequenceNumber", json::string(sequence_number(0))}}}};
}

}  // namespace orrery::kinesis
