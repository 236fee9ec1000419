#pragma once
// Splitting and merging: shards close, and others open in their place.
#include "services/kinesis/kinesis.h"

namespace orrery::kinesis {

void refuse_on_demand(const Stream& stream);
// Refuses with ResourceNotFoundException where there is none of that number, and a closed one as AWS does.
Shard open_shard(Kinesis& kinesis, const Stream& stream, std::uint64_t number);
// Closes `old` and opens a shard for each range, but leaves alone what has its range already.
void reshard(Kinesis& kinesis, Stream& stream, const std::vector<Shard>& old,
             const std::vector<HashRange>& ranges);

}  // namespace orrery::kinesis
