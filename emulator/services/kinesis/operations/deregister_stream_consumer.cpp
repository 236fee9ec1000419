#include "services/kinesis/operations/operations.h"
#include "services/kinesis/resource.h"

namespace orrery::kinesis::operations {

json::object deregister_stream_consumer(Kinesis& kinesis, const Input& input) {
  const Resource resource = consumer_of(kinesis, input);
  kinesis.consumers.erase(resource.stream, *resource.consumer);
  return {};
}

}  // namespace orrery::kinesis::operations
