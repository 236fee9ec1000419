#include "services/kinesis/operations/operations.h"
#include "services/kinesis/resource.h"

namespace orrery::kinesis::operations {

json::object tag_resource(Kinesis& kinesis, const Input& input) {
  Resource resource = resource_of(kinesis, input);
  add_tags(resource, input.object("Tags"));
  put(kinesis, resource);
  return {};
}

}  // namespace orrery::kinesis::operations
