#pragma once
// The shards of a stream: open ones divide the hash space among themselves, closed ones are kept until all
// that was written to them is past its retention.
//
//   kinesis | shard | #stream | #shard    -> {"f","l": hash range, "m": made, "c": closed, in milliseconds,
//   "p": parents} kinesis | open  | #stream | #hi | #lo -> the number of the open shard whose range begins
//   there, decimal
#include <cstdint>
#include <optional>
#include <vector>

#include "services/kinesis/hash_space.h"
#include "services/kinesis/sequence.h"
#include "services/kinesis/stream.h"

namespace orrery::kinesis {

struct Shard {
  std::uint64_t number = 0;
  HashRange range;
  Instant made{};
  std::optional<Instant> closed;
  std::vector<std::uint64_t> parents;  // at most two

  std::string id() const;
  bool open() const { return !closed; }
  std::string sequence_at(std::uint64_t place, Instant at) const;
};

class Shards {
 public:
  explicit Shards(Core& core) : core_(core) {}

  // Those that are not past the retention, in order.
  std::vector<Shard> list(const Stream& stream) const;
  std::vector<Shard> open(const Stream& stream) const;
  std::optional<Shard> find(const Stream& stream, std::uint64_t number) const;
  // The open shard a hash belongs to.
  Shard of_hash(const Stream& stream, Hash hash) const;
  // Makes a shard; the caller keeps `stream`, whose counts change.
  void add(Stream& stream, HashRange range, std::vector<std::uint64_t> parents);
  void close(Stream& stream, Shard shard);

 private:
  Shard read(std::uint64_t number, std::string_view text) const;
  void put(const Stream& stream, const Shard& shard);
  Core& core_;
};

std::string shard_id(std::uint64_t number);
// AWS takes "shardId-000000000005", "shardId-5", "x-5" and "5" for the same. Refuses what ends in no number.
std::uint64_t shard_number(std::string_view id, std::string_view stream_name, std::string_view account);
json::object describe(const Shard& shard);

}  // namespace orrery::kinesis
