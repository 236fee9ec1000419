#pragma once
// Records as requests bring them, and iterators as clients hold them.
#include "services/kinesis/kinesis.h"

namespace orrery::kinesis {

// PartitionKey and Data. Refuses what is missing or too large.
Record record_from(const json::object& members);

struct Iterator {
  Stream stream;
  std::uint64_t shard = 0;
  std::uint64_t next = 0;  // the number of the next record to read
  Instant made{};
};
std::string write_iterator(const Iterator& iterator);
// The iterator of GetRecords. Refuses with ExpiredIteratorException after five minutes.
Iterator read_iterator(Kinesis& kinesis, const Input& input);
// The number of the first record that arrived at `from` or later.
std::uint64_t first_since(Kinesis& kinesis, const Stream& stream, std::uint64_t shard, Instant from);

}  // namespace orrery::kinesis
