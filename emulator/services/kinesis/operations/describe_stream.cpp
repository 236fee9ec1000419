#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

json::object describe_stream(Kinesis& kinesis, const Input& input) {
  const Stream stream = kinesis.streams.get(input);
  const std::string_view after = input.maybe_text("ExclusiveStartShardId").value_or("");
  const auto limit = static_cast<std::size_t>(input.maybe_number("Limit").value_or(100));
  json::array shards;
  bool more = false;
  for (const Shard& shard : kinesis.shards.list(stream)) {
    if (shard.id() <= after) continue;
    more = shards.size() == limit;
    if (more) break;
    shards.push_back(describe(shard));
  }
  json::object description = describe(stream);
  description["Shards"] = std::move(shards);
  description["HasMoreShards"] = more;
  return {{"StreamDescription", std::move(description)}};
}

}  // namespace orrery::kinesis::operations
