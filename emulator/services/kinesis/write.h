#pragma once
// Writing a record: to the open shard its key belongs to.
#include "services/kinesis/kinesis.h"

namespace orrery::kinesis {

struct Written {
  std::string shard, sequence_number;
};

inline Written write(Kinesis& kinesis, const Context& context, const Stream& stream, Record record,
                     std::optional<std::string_view> explicit_key) {
  const Hash hash = explicit_key ? explicit_hash(*explicit_key) : hash_of(record.partition_key);
  const Shard shard = kinesis.shards.of_hash(stream, hash);
  record.job = kinesis.core.journal.trace_for(context.call, context.trace);
  const std::uint64_t number = kinesis.records.append(stream, shard.number, std::move(record));
  return {shard.id(), shard.sequence_at(number, kinesis.core.clock.now())};
}

}  // namespace orrery::kinesis
