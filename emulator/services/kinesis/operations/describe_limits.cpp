#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

json::object describe_limits(Kinesis& kinesis, const Input& input) {
  constexpr std::uint64_t shard_limit = 20'000, on_demand_limit = 50;
  std::uint64_t shards = 0, on_demand = 0;
  for (const std::string& name : kinesis.streams.names(input.context)) {
    const auto stream = kinesis.streams.find(input.context, name);
    shards += stream->on_demand() ? 0 : stream->open_shards;
    on_demand += stream->on_demand() ? 1 : 0;
  }
  return {{"ShardLimit", shard_limit},
          {"OpenShardCount", shards},
          {"OnDemandStreamCount", on_demand},
          {"OnDemandStreamCountLimit", on_demand_limit}};
}

}  // namespace orrery::kinesis::operations
