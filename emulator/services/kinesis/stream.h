#pragma once
// Streams: what is said of one, without its shards and records.
//
//   kinesis | stream | account | region | name -> JSON of a Stream
//   kinesis | ids                              -> the id of the next stream, decimal
//   kinesis | dead | #stream                   -> nothing: all that is kept under that id is to be erased
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/context.h"
#include "core/core.h"
#include "core/error.h"
#include "core/input.h"
#include "core/key.h"

namespace orrery::kinesis {

struct Stream {
  std::string account, region, name;
  std::uint64_t id = 0;  // never used again, so that a new stream of that name sees nothing of the old one
  std::uint64_t open_shards = 0;
  std::uint64_t next_shard = 0;      // the number of the next shard that is made
  std::string mode = "PROVISIONED";  // or ON_DEMAND
  std::int64_t retention_hours = 24;
  std::int64_t largest_record_kib = 1024;
  std::string encryption_key;  // empty: none
  std::string policy;          // empty: none
  Instant created{};
  json::object tags;
  json::array shard_metrics;

  std::string arn() const;
  bool on_demand() const { return mode == "ON_DEMAND"; }
};

class Streams {
 public:
  explicit Streams(Core& core) : core_(core) {}

  std::optional<Stream> find(const Context& context, std::string_view name) const;
  // The stream that StreamName or StreamARN names. Refuses with ResourceNotFoundException.
  Stream get(const Input& input) const;
  // The stream of an ARN of it or of something in it.
  Stream of_arn(std::string_view arn) const;
  std::vector<std::string> names(const Context& context, std::string_view after = {}) const;
  Stream create(const Context& context, Stream stream);
  void put(const Stream& stream);
  // At once for those who look; its shards and records go later.
  void erase(const Stream& stream);
  // Erases some of what is left of erased streams. False where nothing is.
  bool erase_some();

 private:
  Core& core_;
};

// Records and shards that are older than this are no more.
inline Instant kept_since(const Stream& stream, const Clock& clock) {
  return clock.now() - std::chrono::hours(stream.retention_hours);
}
AwsError stream_not_found(std::string_view name, std::string_view account);
AwsError invalid_argument(std::string message);
// What DescribeStream and DescribeStreamSummary both say.
json::object describe(const Stream& stream);
// "Stream s under account 000000000000"
std::string said_of(const Stream& stream);

}  // namespace orrery::kinesis
