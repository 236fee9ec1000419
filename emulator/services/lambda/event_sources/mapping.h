#pragma once
// An event source mapping: which function gets the records of which source, and how.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/context.h"
#include "core/json.h"

namespace orrery::lambda {

enum class SourceKind { sqs, dynamodb, kinesis };

struct Mapping {
  std::string uuid;
  Context context;     // of its owner
  json::object shown;  // as GetEventSourceMapping answers it; everything below is read from it

  SourceKind kind = SourceKind::sqs;
  std::string source_arn, function_arn;
  std::int64_t batch_size = 10;
  Duration window{0};
  std::vector<json::object> filters;  // patterns, one of which must match; empty: all records
  bool reports_failures = false;      // the function says which records of a batch failed
  std::optional<std::int64_t> maximum_concurrency;
  std::string starting_position;
  Instant starting_at{};
  std::int64_t retries = -1;  // -1: for ever
  std::optional<Duration> maximum_age;
  bool bisects = false;
  Duration tumbling{0};       // the length of its windows; 0: it has none
  std::int64_t parallel = 1;  // batches of one shard at a time
  std::string on_failure;
  bool enabled = true;
  bool resumed = false;  // was there before the emulator was started
  Instant modified{};
};

Mapping read_mapping(const Context& context, json::object shown);

// Does one of its filters take this record? The body of a message and the data of a Kinesis record are
// compared as JSON where they are JSON.
bool wanted(const Mapping& mapping, const json::object& record);

}  // namespace orrery::lambda
