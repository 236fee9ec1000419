#include "services/kinesis/iterator.h"
#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

void wait_for_records(Kinesis& kinesis, const Input& input, Reply reply) {
  // A client that is not in the house has nothing to wait with.
  if (input.context.caller.empty()) throw not_supported("kinesis:WaitForRecords");
  const Iterator iterator = read_iterator(kinesis, input);
  const std::uint64_t shard = iterator.shard.number;
  if (!iterator.shard.open() || !kinesis.records.read(iterator.stream, shard, iterator.next, 1).empty())
    return reply.ok({});
  kinesis.records.wait(iterator.stream, shard, std::move(reply));
}

}  // namespace orrery::kinesis::operations
