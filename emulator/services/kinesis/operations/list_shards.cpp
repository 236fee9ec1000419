#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

json::object list_shards(Kinesis& kinesis, const Input& input) {
  input.refuse_unsupported({"NextToken", "ShardFilter"});
  const Stream stream = kinesis.streams.get(input);
  const std::string_view after = input.maybe_text("ExclusiveStartShardId").value_or("");
  json::array shards;
  for (std::uint64_t shard = 0; shard < stream.shards; ++shard) {
    if (shard_id(shard) > after) shards.push_back(describe_shard(stream, shard));
  }
  return {{"Shards", std::move(shards)}};
}

}  // namespace orrery::kinesis::operations
