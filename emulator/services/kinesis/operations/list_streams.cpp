#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

json::object list_streams(Kinesis& kinesis, const Input& input) {
  const auto limit = static_cast<std::size_t>(input.maybe_number("Limit", 1, 10'000).value_or(100));
  std::string after(input.maybe_text("ExclusiveStartStreamName").value_or(""));
  if (const auto token = input.maybe_text("NextToken")) after = *token;
  json::array names, summaries;
  json::object out{{"HasMoreStreams", false}};
  for (const std::string& name : kinesis.streams.names(input.context, after)) {
    if (names.size() == limit) {
      out["HasMoreStreams"] = true;
      out["NextToken"] = names.back();
      break;
    }
    const auto stream = kinesis.streams.find(input.context, name);
    if (!stream) continue;
    names.push_back(json::string(name));
    summaries.push_back(json::object{{"StreamName", name},
                                     {"StreamARN", json::string(stream->arn())},
                                     {"StreamStatus", "ACTIVE"},
                                     {"StreamModeDetails", json::object{{"StreamMode", stream->mode}}},
                                     {"StreamCreationTimestamp", epoch_double(stream->created)}});
  }
  out["StreamNames"] = std::move(names);
  out["StreamSummaries"] = std::move(summaries);
  return out;
}

}  // namespace orrery::kinesis::operations
