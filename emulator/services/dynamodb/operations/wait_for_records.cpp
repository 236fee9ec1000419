#include "services/dynamodb/errors.h"
#include "services/dynamodb/operations/streams_operations.h"
#include "services/dynamodb/shard_iterator.h"
#include "services/dynamodb/streams.h"

namespace orrery::dynamodb {

void wait_for_records(Streams& streams, const Input& input, Reply reply) {
  // A client that is not in the house has nothing to wait with.
  if (input.context.caller.empty()) throw not_supported("dynamodbstreams:WaitForRecords");
  const auto iterator = read_shard_iterator(input.text("ShardIterator"));
  if (!iterator) throw validation("Invalid ShardIterator");
  StreamLog& log = streams.dynamodb.streams;
  const auto stream = log.find(input.context, iterator->stream);
  if (!stream)
    throw resource_not_found("Requested resource not found: Stream: " + iterator->stream + " not found");
  if (stream->last || !log.read(*stream, iterator->shard, iterator->next, 1).empty()) return reply.ok({});
  auto waiting = std::make_shared<Reply>(std::move(reply));
  const std::uint64_t handle = log.wait(*stream, [waiting, &streams] {
    // The writer's turn is not to run the reader.
    streams.dynamodb.core.loop.post([waiting] { waiting->ok({}); });
  });
  waiting->on_gone([&log, handle] { log.forget(handle); });
}

}  // namespace orrery::dynamodb
