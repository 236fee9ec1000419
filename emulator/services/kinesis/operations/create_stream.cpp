#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

json::object create_stream(Kinesis& kinesis, const Input& input) {
  const std::string_view name = input.text("StreamName", 1, 128);
  if (kinesis.streams.find(input.context, name)) {
    throw AwsError("ResourceInUseException", "Stream " + std::string(name) + " under account " +
                                                 input.context.account + " already exists.");
  }
  Stream stream;
  stream.name = name;
  if (const json::object* mode = input.maybe_object("StreamModeDetails")) {
    stream.mode = find_text(*mode, "StreamMode").value_or("PROVISIONED");
  }
  const auto shards = input.maybe_number("ShardCount", 1, 10'000);
  if (!shards && stream.mode == "PROVISIONED") {
    throw AwsError("ValidationException", "ShardCount must be specified for a provisioned stream");
  }
  constexpr std::uint64_t on_demand_shards = 4;
  stream.shards = shards ? static_cast<std::uint64_t>(*shards) : on_demand_shards;
  if (const json::object* tags = input.maybe_object("Tags")) stream.tags = *tags;
  kinesis.streams.create(input.context, std::move(stream));
  return {};
}

}  // namespace orrery::kinesis::operations
