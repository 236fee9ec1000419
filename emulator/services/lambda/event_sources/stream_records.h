#pragma once
// The records of DynamoDB streams and Kinesis, as functions are given them.
#include <string>

#include "services/lambda/event_sources/mapping.h"

namespace orrery::lambda {

// The member of a record, of a stream or a queue, that has the trace of the job it belongs to. Services show
// it to mappings alone, and functions do not see it.
inline constexpr std::string_view trace_of_job = "OrreryTrace";

// What GetRecords answered, as it stands in the event. `role`: of the function.
json::object stream_event_record(const Mapping& mapping, std::string_view role, std::string_view shard,
                                 const json::object& record);

std::string sequence_of(const json::object& event_record);
// What its order is kept by: the item's key, or the partition key.
std::string partition_of(const json::object& event_record);
Instant arrival_of(const json::object& event_record);

// What the on-failure destination is told about records that were given up.
std::string failed_batch_envelope(const Mapping& mapping, std::string_view shard, const json::array& records,
                                  std::string_view request_id, std::string_view condition,
                                  std::int64_t attempts, std::string_view function_error, Instant now);

}  // namespace orrery::lambda
