#include "services/kinesis/operations/operations.h"
#include "services/kinesis/resource.h"

namespace orrery::kinesis::operations {

json::object describe_stream_consumer(Kinesis& kinesis, const Input& input) {
  const Resource resource = consumer_of(kinesis, input);
  json::object description = describe(resource.stream, *resource.consumer);
  description["StreamARN"] = json::string(resource.stream.arn());
  return {{"ConsumerDescription", std::move(description)}};
}

}  // namespace orrery::kinesis::operations
