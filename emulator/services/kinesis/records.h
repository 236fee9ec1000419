#pragma once
// Records of streams, and those who wait for more.
//
//   kinesis | record | #stream | #shard | #n -> {"k": partition key, "d": data in base64, "t": milliseconds,
//                                               "j": trace of its job, "e": 1 where it was encrypted}
//   kinesis | next   | #stream               -> the number of the next record, decimal
//
// Record numbers of a stream rise over all its shards.
#include <map>

#include "core/service.h"
#include "services/kinesis/shards.h"

namespace orrery::kinesis {

struct Record {
  std::uint64_t number = 0;
  std::string partition_key, data;  // data in base64, as clients send and get it
  Instant arrived{};
  bool encrypted = false;
  std::string job;  // the trace of what wrote it, which only Lambda's mappings are shown
};

class Records {
 public:
  explicit Records(Core& core) : core_(core) {}

  // Appends and answers the record's number. Some records that are past their retention go.
  std::uint64_t append(const Stream& stream, std::uint64_t shard, Record record);
  // Records from number `from` on that are still kept, at most `limit` and about 10 MiB.
  std::vector<Record> read(const Stream& stream, std::uint64_t shard, std::uint64_t from,
                           std::size_t limit) const;
  // Where the next record will be.
  std::uint64_t next_number(const Stream& stream) const;
  // The number of the first record that arrived at `from` or later.
  std::uint64_t first_since(const Stream& stream, std::uint64_t shard, Instant from) const;

  // Completes `reply` once something is written to the shard, or it is closed or erased.
  void wait(const Stream& stream, std::uint64_t shard, Reply reply);
  void stir(const Stream& stream, std::uint64_t shard);

 private:
  Core& core_;
  std::multimap<std::pair<std::uint64_t, std::uint64_t>, std::shared_ptr<Reply>>
      waiting_;  // by stream, shard
};

// PartitionKey and Data of a request. Refuses what is too large for the stream.
Record record_from(const Stream& stream, const json::object& members);

}  // namespace orrery::kinesis
