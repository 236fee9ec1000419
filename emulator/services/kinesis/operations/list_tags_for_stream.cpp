#include "services/kinesis/operations/operations.h"

namespace orrery::kinesis::operations {

json::object list_tags_for_stream(Kinesis& kinesis, const Input& input) {
  const Stream stream = kinesis.streams.get(input);
  const auto limit = static_cast<std::size_t>(input.maybe_number("Limit", 1, 50).value_or(50));
  const std::string_view after = input.maybe_text("ExclusiveStartTagKey").value_or("");
  const std::map<std::string_view, json::value> sorted = [&] {
    std::map<std::string_view, json::value> tags;
    for (const auto& [key, value] : stream.tags) tags.emplace(key, value);
    return tags;
  }();
  json::array tags;
  for (auto tag = sorted.upper_bound(after); tag != sorted.end(); ++tag) {
    if (tags.size() == limit) return {{"Tags", std::move(tags)}, {"HasMoreTags", true}};
    tags.push_back(json::object{{"Key", boost_view(tag->first)}, {"Value", tag->second}});
  }
  return {{"Tags", std::move(tags)}, {"HasMoreTags", false}};
}

}  // namespace orrery::kinesis::operations
