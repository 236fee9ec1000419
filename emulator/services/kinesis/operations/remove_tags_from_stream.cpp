#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

json::object remove_tags_from_stream(Kinesis& kinesis, const Input& input) {
  Stream stream = kinesis.streams.get(input);
  for (const json::value& key : input.list("TagKeys")) {
    if (key.is_string()) stream.tags.erase(key.get_string());
  }
  kinesis.streams.put(stream);
  return {};
}

}  // namespace orrery::kinesis::operations
