#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

json::object delete_stream(Kinesis& kinesis, const Input& input) {
  const Stream stream = kinesis.streams.get(input);
  if (!input.flag("EnforceConsumerDeletion") && !kinesis.consumers.list(stream).empty())
    throw AwsError("ResourceInUseException",
                   said_of(stream) +
                       " has consumers registered. Deregister them, or delete the stream with "
                       "EnforceConsumerDeletion.");
  for (const Shard& shard : kinesis.shards.open(stream)) kinesis.records.stir(stream, shard.number);
  kinesis.streams.erase(stream);
  kinesis.sweep_soon();
  return {};
}

}  // namespace orrery::kinesis::operations
