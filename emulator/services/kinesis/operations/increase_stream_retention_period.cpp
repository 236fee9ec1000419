#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

json::object increase_stream_retention_period(Kinesis& kinesis, const Input& input) {
  constexpr std::int64_t shortest = 24, longest = 8760;
  Stream stream = kinesis.streams.get(input);
  const std::int64_t hours = input.number("RetentionPeriodHours");
  const std::string requested = "Requested retention period (" + std::to_string(hours) + " hours)";
  if (hours < shortest)
    throw invalid_argument("Minimum allowed retention period is 24 hours. " + requested + " is too short.");
  if (hours > longest)
    throw invalid_argument("Maximum allowed retention period is 8760 hours. " + requested + " is too long.");
  if (hours < stream.retention_hours)
    throw invalid_argument(
        requested + " for stream " + stream.name + " can not be shorter than existing retention period (" +
        std::to_string(stream.retention_hours) + " hours). Use DecreaseRetentionPeriod API.");
  stream.retention_hours = hours;
  kinesis.streams.put(stream);
  return {};
}

}  // namespace orrery::kinesis::operations
