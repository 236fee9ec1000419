#include "services/kinesis/operations/operations.h"
#include "services/kinesis/reshard.h"

namespace orrery::kinesis::operations {

json::object update_shard_count(Kinesis& kinesis, const Input& input) {
  constexpr std::uint64_t most_shards = 10'000;
  Stream stream = kinesis.streams.get(input);
  refuse_on_demand(stream);
  const auto target = static_cast<std::uint64_t>(input.number("TargetShardCount"));
  const std::uint64_t current = stream.open_shards;
  const std::string counts = "Current open shard count: " + std::to_string(current) +
                             ", Target shard count: " + std::to_string(target);
  if (target > most_shards)
    throw AwsError("LimitExceededException",
                   "Target shard count or number of open shards cannot be greater than " +
                       std::to_string(most_shards) + ". " + counts);
  if (target > 2 * current)
    throw AwsError("LimitExceededException",
                   "UpdateShardCount cannot scale up over double your current open shard count. " + counts);
  if (2 * target < current)
    throw AwsError("LimitExceededException",
                   "UpdateShardCount cannot scale down below half your current open shard count. " + counts);
  const json::object answer{{"StreamName", stream.name},
                            {"CurrentShardCount", current},
                            {"TargetShardCount", target},
                            {"StreamARN", json::string(stream.arn())}};
  std::vector<HashRange> ranges;
  for (std::uint64_t index = 0; index < target; ++index) ranges.push_back(share(index, target));
  reshard(kinesis, stream, kinesis.shards.open(stream), ranges);
  return answer;
}

}  // namespace orrery::kinesis::operations
