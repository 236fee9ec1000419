#include "services/kinesis/operations/operations.h"
#include "services/kinesis/reshard.h"

namespace orrery::kinesis::operations {

json::object split_shard(Kinesis& kinesis, const Input& input) {
  const std::string_view id = input.text("ShardToSplit");
  const std::uint64_t number =
      shard_number(id, input.maybe_text("StreamName").value_or(""), input.context.account);
  Stream stream = kinesis.streams.get(input);
  refuse_on_demand(stream);
  const Shard shard = open_shard(kinesis, stream, number);
  const std::string_view digits = input.text("NewStartingHashKey");
  const auto hash = parse_hash(digits);
  if (!hash || *hash <= shard.range.first + 1 || *hash >= shard.range.last)
    throw invalid_argument("NewStartingHashKey " + std::string(digits) + " used in SplitShard() on shard " +
                           shard.id() + " in stream " + stream.name + " under account " + stream.account +
                           " is not both greater than one plus the shard's StartingHashKey " +
                           decimal(shard.range.first) + " and less than the shard's EndingHashKey " +
                           decimal(shard.range.last) + ".");
  reshard(kinesis, stream, {shard}, {{shard.range.first, *hash - 1}, {*hash, shard.range.last}});
  return {};
}

}  // namespace orrery::kinesis::operations
