#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

json::object list_tags_for_stream(Kinesis& kinesis, const Input& input) {
  const Stream stream = kinesis.streams.get(input);
  json::array tags;
  for (const auto& [key, value] : stream.tags) tags.push_back(json::object{{"Key", key}, {"Value", value}});
  return {{"Tags", std::move(tags)}, {"HasMoreTags", false}};
}

}  // namespace orrery::kinesis::operations
