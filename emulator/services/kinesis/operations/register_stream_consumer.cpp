#include "services/kinesis/operations/operations.h"
#include "services/kinesis/resource.h"

namespace orrery::kinesis::operations {

json::object register_stream_consumer(Kinesis& kinesis, const Input& input) {
  constexpr std::size_t most_consumers = 20;
  const Stream stream = kinesis.streams.get(input);
  const std::string name(input.text("ConsumerName"));
  if (kinesis.consumers.find(stream, name))
    throw AwsError("ResourceInUseException", "Consumer " + name + " under stream " + stream.name +
                                                 " already exists for account " + stream.account + ".");
  if (kinesis.consumers.list(stream).size() == most_consumers)
    throw AwsError("LimitExceededException",
                   said_of(stream) + " has the maximum of " + std::to_string(most_consumers) + " consumers.");
  Resource resource{stream, Consumer{name, kinesis.core.clock.now(), {}, {}}};
  if (const json::object* tags = input.maybe_object("Tags")) add_tags(resource, *tags);
  put(kinesis, resource);
  json::object consumer = describe(stream, *resource.consumer);
  consumer["ConsumerStatus"] = "CREATING";
  return {{"Consumer", std::move(consumer)}};
}

}  // namespace orrery::kinesis::operations
