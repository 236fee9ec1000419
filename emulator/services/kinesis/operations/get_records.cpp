#include "services/kinesis/operations/operations.h"
#include "services/kinesis/records.h"

namespace orrery::kinesis::operations {

json::object get_records(Kinesis& kinesis, const Input& input) {
  const Iterator iterator = read_iterator(kinesis, input);
  const auto limit = static_cast<std::size_t>(input.maybe_number("Limit", 1, 10'000).value_or(10'000));
  const auto records = kinesis.streams.read(iterator.stream, iterator.shard, iterator.next, limit);
  json::array entries;
  for (const Record& record : records) {
    entries.push_back(json::object{{"SequenceNumber", json::string(sequence_number(record.number))},
                                   {"ApproximateArrivalTimestamp", epoch_double(record.arrived)},
                                   {"Data", record.data},
                                   {"PartitionKey", record.partition_key}});
  }
  const Instant now = kinesis.core.clock.now();
  Iterator next = iterator;
  next.made = now;
  if (!records.empty()) next.next = records.back().number + 1;
  const auto waiting = kinesis.streams.read(iterator.stream, iterator.shard, next.next, 1);
  const std::int64_t behind_ms =
      waiting.empty() ? 0 : epoch_milliseconds(now) - epoch_milliseconds(waiting.front().arrived);
  return {{"Records", std::move(entries)},
          {"NextShardIterator", json::string(write_iterator(next))},
          {"MillisBehindLatest", behind_ms}};
}

}  // namespace orrery::kinesis::operations
