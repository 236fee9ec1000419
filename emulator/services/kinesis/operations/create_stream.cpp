#include "services/kinesis/operations/operations.h"
#include "services/kinesis/resource.h"

namespace orrery::kinesis::operations {

json::object create_stream(Kinesis& kinesis, const Input& input) {
  input.refuse_unsupported({"WarmThroughputMiBps"});
  if (input.maybe_text("RecordDistributionStrategy").value_or("USER_PARTITION_KEY") != "USER_PARTITION_KEY")
    throw not_supported("parameter RecordDistributionStrategy");
  const std::string_view name = input.text("StreamName");
  if (kinesis.streams.find(input.context, name))
    throw AwsError("ResourceInUseException", "Stream " + std::string(name) + " under account " +
                                                 input.context.account + " already exists.");
  constexpr std::int64_t on_demand_shards = 4, most_shards = 10'000;
  Stream stream;
  stream.name = name;
  if (const json::object* mode = input.maybe_object("StreamModeDetails"))
    stream.mode = find_text(*mode, "StreamMode").value_or("PROVISIONED");
  if (!stream.on_demand() && stream.mode != "PROVISIONED")
    throw invalid_argument("There is no stream mode " + stream.mode + ".");
  const auto asked = input.maybe_number("ShardCount");
  if (stream.on_demand() && asked)
    throw invalid_argument("ShardCount must not be specified for a stream in ON_DEMAND mode.");
  // Without either, AWS makes four shards too.
  const std::int64_t shards = asked.value_or(on_demand_shards);
  if (shards > most_shards)
    throw AwsError("LimitExceededException",
                   "This request would exceed the shard limit for the account " + input.context.account +
                       " in " + input.context.region + ". Limit: " + std::to_string(most_shards) +
                       ". Number of additional shards that would have resulted from this request: " +
                       std::to_string(shards) + ".");
  stream.largest_record_kib = input.maybe_number("MaxRecordSizeInKiB").value_or(stream.largest_record_kib);
  Resource resource{kinesis.streams.create(input.context, std::move(stream)), std::nullopt};
  if (const json::object* tags = input.maybe_object("Tags")) add_tags(resource, *tags);
  const auto count = static_cast<std::uint64_t>(shards);
  for (std::uint64_t index = 0; index < count; ++index)
    kinesis.shards.add(resource.stream, share(index, count), {});
  put(kinesis, resource);
  return {};
}

}  // namespace orrery::kinesis::operations
