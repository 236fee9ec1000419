#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

json::object list_streams(Kinesis& kinesis, const Input& input) {
  const auto limit = static_cast<std::size_t>(input.maybe_number("Limit").value_or(100));
  const std::string_view after =
      input.maybe_text("NextToken").value_or(input.maybe_text("ExclusiveStartStreamName").value_or(""));
  json::array names, summaries;
  json::object answer{{"HasMoreStreams", false}};
  for (const std::string& name : kinesis.streams.names(input.context, after)) {
    if (names.size() == limit) {
      answer["HasMoreStreams"] = true;
      answer["NextToken"] = names.back();
      break;
    }
    const auto stream = kinesis.streams.find(input.context, name);
    names.push_back(json::string(name));
    summaries.push_back(json::object{{"StreamName", name},
                                     {"StreamARN", json::string(stream->arn())},
                                     {"StreamStatus", "ACTIVE"},
                                     {"StreamModeDetails", json::object{{"StreamMode", stream->mode}}},
                                     {"StreamCreationTimestamp", epoch_double(stream->created)}});
  }
  answer["StreamNames"] = std::move(names);
  answer["StreamSummaries"] = std::move(summaries);
  return answer;
}

}  // namespace orrery::kinesis::operations
