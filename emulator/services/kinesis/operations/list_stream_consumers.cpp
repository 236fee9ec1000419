#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

json::object list_stream_consumers(Kinesis& kinesis, const Input& input) {
  const Stream stream = kinesis.streams.get(input);
  const auto limit = static_cast<std::size_t>(input.maybe_number("MaxResults").value_or(10'000));
  const std::string_view after = input.maybe_text("NextToken").value_or("");
  json::array consumers;
  std::string last;
  for (const Consumer& consumer : kinesis.consumers.list(stream)) {
    if (consumer.name <= after) continue;
    if (consumers.size() == limit) return {{"Consumers", std::move(consumers)}, {"NextToken", last}};
    consumers.push_back(describe(stream, consumer));
    last = consumer.name;
  }
  return {{"Consumers", std::move(consumers)}};
}

}  // namespace orrery::kinesis::operations
