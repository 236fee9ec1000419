#include "services/kinesis/operations/operations.h"
#include "services/kinesis/resource.h"

namespace orrery::kinesis::operations {

json::object list_tags_for_resource(Kinesis& kinesis, const Input& input) {
  Resource resource = resource_of(kinesis, input);
  json::array tags;
  for (const auto& [key, value] : resource.tags())
    tags.push_back(json::object{{"Key", key}, {"Value", value}});
  return {{"Tags", std::move(tags)}};
}

}  // namespace orrery::kinesis::operations
