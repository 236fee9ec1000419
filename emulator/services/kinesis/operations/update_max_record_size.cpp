#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

json::object update_max_record_size(Kinesis& kinesis, const Input& input) {
  Stream stream = kinesis.streams.get(input);
  stream.largest_record_kib = input.number("MaxRecordSizeInKiB");
  kinesis.streams.put(stream);
  return {};
}

}  // namespace orrery::kinesis::operations
