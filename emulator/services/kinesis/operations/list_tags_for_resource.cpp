#include "core/tags.h"
#include "services/kinesis/operations/operations.h"
#include "services/kinesis/resource.h"

namespace orrery::kinesis::operations {

json::object list_tags_for_resource(Kinesis& kinesis, const Input& input) {
  return {{"Tags", tag_list(resource_of(kinesis, input).tags())}};
}

}  // namespace orrery::kinesis::operations
