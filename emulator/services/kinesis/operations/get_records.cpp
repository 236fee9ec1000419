#include "services/kinesis/iterator.h"
#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

namespace {

json::object describe(const Record& record, const Shard& shard) {
  json::object shown{{"SequenceNumber", json::string(shard.sequence_at(record.number, record.arrived))},
                     {"ApproximateArrivalTimestamp", epoch_double(record.arrived)},
                     {"Data", record.data},
                     {"PartitionKey", record.partition_key}};
  if (record.encrypted) shown["EncryptionType"] = "KMS";
  return shown;
}

json::array children_of(Kinesis& kinesis, const Stream& stream, const Shard& parent) {
  json::array children;
  for (const Shard& shard : kinesis.shards.list(stream)) {
    if (std::find(shard.parents.begin(), shard.parents.end(), parent.number) == shard.parents.end()) continue;
    json::array parents;
    for (const std::uint64_t number : shard.parents) parents.push_back(json::string(shard_id(number)));
    children.push_back(json::object{{"ShardId", json::string(shard.id())},
                                    {"ParentShards", std::move(parents)},
                                    {"HashKeyRange", describe(shard.range)}});
  }
  return children;
}

}  // namespace

json::object get_records(Kinesis& kinesis, const Input& input) {
  Iterator iterator = read_iterator(kinesis, input);
  const Shard& shard = iterator.shard;
  const auto limit = static_cast<std::size_t>(input.maybe_number("Limit").value_or(10'000));
  const auto records = kinesis.records.read(iterator.stream, shard.number, iterator.next, limit);
  json::array entries;
  for (const Record& record : records) {
    json::object shown = describe(record, shard);
    if (input.context.caller == "lambda") shown["OrreryTrace"] = record.job;
    entries.push_back(std::move(shown));
  }
  const Instant now = kinesis.core.clock.now();
  if (!records.empty()) iterator.next = records.back().number + 1;
  iterator.made = now;
  const auto left = kinesis.records.read(iterator.stream, shard.number, iterator.next, 1);
  json::object answer{{"Records", std::move(entries)}};
  if (left.empty() && !shard.open()) {
    // All of a closed shard is read: its children are next.
    answer["ChildShards"] = children_of(kinesis, iterator.stream, shard);
  } else {
    answer["NextShardIterator"] = json::string(write_iterator(iterator));
  }
  answer["MillisBehindLatest"] =
      left.empty() ? 0 : epoch_milliseconds(now) - epoch_milliseconds(left.front().arrived);
  return answer;
}

}  // namespace orrery::kinesis::operations
