#pragma once
// Shard iterators: a place in a shard, as clients hold it for five minutes.
#include "services/kinesis/kinesis.h"

namespace orrery::kinesis {

struct Iterator {
  Stream stream;
  Shard shard;
  std::uint64_t next = 0;  // the number of the next record to read
  Instant made{};
};

std::string write_iterator(const Iterator& iterator);
// The member ShardIterator. Refuses what is none, and with ExpiredIteratorException one that is too old.
Iterator read_iterator(Kinesis& kinesis, const Input& input);

}  // namespace orrery::kinesis
