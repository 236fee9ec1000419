#include "services/kinesis/reshard.h"

#include "core/error.h"

namespace orrery::kinesis {
namespace {

constexpr std::size_t most_parents = 2;

bool same(const HashRange& a, const HashRange& b) { return a.first == b.first && a.last == b.last; }
bool overlap(const HashRange& a, const HashRange& b) { return a.first <= b.last && b.first <= a.last; }

}  // namespace

void refuse_on_demand(const Stream& stream) {
  if (stream.on_demand())
    throw AwsError("ValidationException",
                   "Request is invalid. " + said_of(stream) + " is in On-Demand mode.");
}

Shard open_shard(Kinesis& kinesis, const Stream& stream, std::uint64_t number) {
  const auto shard = kinesis.shards.find(stream, number);
  if (!shard)
    throw AwsError("ResourceNotFoundException", "Could not find shard " + shard_id(number) + " in stream " +
                                                    stream.name + " under account " + stream.account + ".");
  if (!shard->open())
    throw invalid_argument("Shard " + shard->id() + " in stream " + stream.name + " under account " +
                           stream.account +
                           " has already been merged or split, and thus is not eligible for "
                           "merging or splitting.");
  return *shard;
}

void reshard(Kinesis& kinesis, Stream& stream, const std::vector<Shard>& old,
             const std::vector<HashRange>& ranges) {
  const auto stays = [&](const HashRange& range, const auto& others, const auto& range_of) {
    return std::any_of(others.begin(), others.end(),
                       [&](const auto& other) { return same(range_of(other), range); });
  };
  for (const Shard& shard : old) {
    if (stays(shard.range, ranges, [](const HashRange& range) { return range; })) continue;
    kinesis.shards.close(stream, shard);
    kinesis.records.stir(stream, shard.number);
  }
  for (const HashRange& range : ranges) {
    if (stays(range, old, [](const Shard& shard) { return shard.range; })) continue;
    std::vector<std::uint64_t> parents;
    for (const Shard& shard : old)
      if (overlap(shard.range, range) && parents.size() < most_parents) parents.push_back(shard.number);
    kinesis.shards.add(stream, range, std::move(parents));
  }
  kinesis.streams.put(stream);
}

}  // namespace orrery::kinesis
