#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

json::object decrease_stream_retention_period(Kinesis& kinesis, const Input& input) {
  Stream stream = kinesis.streams.get(input);
  const std::int64_t hours = input.number("RetentionPeriodHours", 24, 8760);
  if (hours > stream.retention_hours) {
    throw AwsError("InvalidArgumentException", "Requested retention period (" + std::to_string(hours) +
                                                   " hours) must not be greater than the current one (" +
                                                   std::to_string(stream.retention_hours) + " hours).");
  }
  stream.retention_hours = hours;
  kinesis.streams.put(stream);
  return {};
}

}  // namespace orrery::kinesis::operations
