#pragma once
// Where a reader of a stream stands, as the opaque text that GetShardIterator answers.
#include <optional>
#include <string>

#include "core/clock.h"

namespace orrery::dynamodb {

struct ShardIterator {
  std::string stream;  // ARN
  std::uint64_t shard = 0;
  std::uint64_t next = 0;  // the first sequence number to read
  Instant made{};

  std::string text() const;
};

std::optional<ShardIterator> read_shard_iterator(std::string_view text);

std::string sequence_text(std::uint64_t number);  // 21 digits
std::optional<std::uint64_t> read_sequence(std::string_view text);
std::string shard_name(std::uint64_t log, std::uint64_t shard);  // shardId-00000001571234567890-abcdef12

}  // namespace orrery::dynamodb
