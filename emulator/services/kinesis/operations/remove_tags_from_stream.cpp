#include "services/kinesis/operations/operations.h"
#include "services/kinesis/resource.h"

namespace orrery::kinesis::operations {

json::object remove_tags_from_stream(Kinesis& kinesis, const Input& input) {
  Resource resource{kinesis.streams.get(input), std::nullopt};
  remove_tags(resource, input.list("TagKeys"));
  put(kinesis, resource);
  return {};
}

}  // namespace orrery::kinesis::operations
