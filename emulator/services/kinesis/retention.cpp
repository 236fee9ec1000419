#include "services/kinesis/retention.h"

#include "core/error.h"

namespace orrery::kinesis {

json::object change_retention(Kinesis& kinesis, const Input& input, RetentionChange change) {
  constexpr std::int64_t shortest = 24, longest = 8760;
  Stream stream = kinesis.streams.get(input);
  const std::int64_t hours = input.number("RetentionPeriodHours");
  const std::string requested = "Requested retention period (" + std::to_string(hours) + " hours)";
  if (hours < shortest)
    throw invalid_argument("Minimum allowed retention period is 24 hours. " + requested + " is too short.");
  if (hours > longest)
    throw invalid_argument("Maximum allowed retention period is 8760 hours. " + requested + " is too long.");
  const bool increases = change == RetentionChange::increase;
  if (increases ? hours < stream.retention_hours : hours > stream.retention_hours)
    throw invalid_argument(requested + " for stream " + stream.name + " can not be " +
                           (increases ? "shorter" : "longer") + " than existing retention period (" +
                           std::to_string(stream.retention_hours) + " hours). Use " +
                           (increases ? "Decrease" : "Increase") + "RetentionPeriod API.");
  stream.retention_hours = hours;
  kinesis.streams.put(stream);
  return {};
}

}  // namespace orrery::kinesis
