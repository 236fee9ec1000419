#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

json::object delete_stream(Kinesis& kinesis, const Input& input) {
  kinesis.streams.erase(kinesis.streams.get(input));
  return {};
}

}  // namespace orrery::kinesis::operations
