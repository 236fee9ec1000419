#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

json::object add_tags_to_stream(Kinesis& kinesis, const Input& input) {
  Stream stream = kinesis.streams.get(input);
  for (const auto& [key, value] : input.object("Tags")) stream.tags[key] = value;
  if (stream.tags.size() > 50) throw AwsError("InvalidArgumentException", "A stream has at most 50 tags.");
  kinesis.streams.put(stream);
  return {};
}

}  // namespace orrery::kinesis::operations
