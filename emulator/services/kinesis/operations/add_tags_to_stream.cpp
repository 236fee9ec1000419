#include "services/kinesis/operations/operations.h"
#include "services/kinesis/resource.h"

namespace orrery::kinesis::operations {

json::object add_tags_to_stream(Kinesis& kinesis, const Input& input) {
  Resource resource{kinesis.streams.get(input), std::nullopt};
  add_tags(resource, input.object("Tags"));
  put(kinesis, resource);
  return {};
}

}  // namespace orrery::kinesis::operations
