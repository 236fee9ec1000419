#include "services/kinesis/operations/operations.h"
#include "services/kinesis/reshard.h"

namespace orrery::kinesis::operations {

json::object merge_shards(Kinesis& kinesis, const Input& input) {
  const std::string_view name = input.maybe_text("StreamName").value_or("");
  const std::uint64_t left = shard_number(input.text("ShardToMerge"), name, input.context.account);
  const std::uint64_t right = shard_number(input.text("AdjacentShardToMerge"), name, input.context.account);
  Stream stream = kinesis.streams.get(input);
  refuse_on_demand(stream);
  const Shard first = open_shard(kinesis, stream, left), second = open_shard(kinesis, stream, right);
  if (first.range.last == last_hash || first.range.last + 1 != second.range.first)
    throw invalid_argument("Shards " + first.id() + " and " + second.id() + " in stream " + stream.name +
                           " under account " + stream.account +
                           " are not an adjacent pair of shards eligible for merging");
  reshard(kinesis, stream, {first, second}, {{first.range.first, second.range.last}});
  return {};
}

}  // namespace orrery::kinesis::operations
