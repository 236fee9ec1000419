#include "services/kinesis/operations/operations.h"
#include "services/kinesis/resource.h"

namespace orrery::kinesis::operations {

json::object untag_resource(Kinesis& kinesis, const Input& input) {
  Resource resource = resource_of(kinesis, input);
  remove_tags(resource, input.list("TagKeys"));
  put(kinesis, resource);
  return {};
}

}  // namespace orrery::kinesis::operations
