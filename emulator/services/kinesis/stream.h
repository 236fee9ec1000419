#pragma once
// Streams and their records.
//
//   kinesis | stream | account | region | name   -> JSON of a Stream
//   kinesis | next   | #stream id                -> the number of the next record, decimal
//   kinesis | record | #stream id | #shard | #n  -> {"k": partition key, "d": data in base64, "t":
//   milliseconds} kinesis | ids                                -> the id of the next stream, decimal
//
// Record numbers of a stream rise over all its shards.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/context.h"
#include "core/core.h"
#include "core/input.h"
#include "core/key.h"

namespace orrery::kinesis {

struct Stream {
  std::string account, region, name;
  std::uint64_t id = 0;
  std::uint64_t shards = 1;
  std::string mode = "PROVISIONED";  // or ON_DEMAND
  std::int64_t retention_hours = 24;
  Instant created{};
  json::object tags;

  std::string arn() const;
};

struct Record {
  std::uint64_t number = 0;
  std::string partition_key, data;  // data in base64, as clients send and get it
  Instant arrived{};
};

class Streams {
 public:
  explicit Streams(Core& core) : core_(core) {}

  std::optional<Stream> find(const Context& context, std::string_view name) const;
  // The stream that StreamName or StreamARN names. Refuses with ResourceNotFoundException.
  Stream get(const Input& input) const;
  std::vector<std::string> names(const Context& context, std::string_view after) const;
  Stream create(const Context& context, Stream stream);
  void put(const Stream& stream);
  void erase(const Stream& stream);

  // Appends and answers the record's number. Some records that are past their retention go.
  std::uint64_t append(const Stream& stream, std::uint64_t shard, const Record& record);
  // Records from number `from` on that are still kept, at most `limit` and about 10 MiB.
  std::vector<Record> read(const Stream& stream, std::uint64_t shard, std::uint64_t from,
                           std::size_t limit) const;
  std::uint64_t next_number(const Stream& stream) const;

 private:
  Core& core_;
};

// 56 digits, as AWS has them, rising with the number.
std::string sequence_number(std::uint64_t number);
std::optional<std::uint64_t> number_of(std::string_view sequence_number);
std::string shard_id(std::uint64_t shard);
// Refuses with ResourceNotFoundException.
std::uint64_t shard_of_id(const Stream& stream, std::string_view id);

// The shard of a partition key, or of an explicit hash key (decimal), by its share of the 128-bit hash space.
std::uint64_t shard_for(const Stream& stream, std::string_view partition_key,
                        std::optional<std::string_view> explicit_hash);
// {"StartingHashKey", "EndingHashKey"}
json::object hash_range(const Stream& stream, std::uint64_t shard);
json::object describe_shard(const Stream& stream, std::uint64_t shard);

}  // namespace orrery::kinesis
