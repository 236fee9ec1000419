#include "services/sns/operations/operations.h"
#include "services/sns/publishing.h"

namespace orrery::sns {
namespace {

constexpr std::size_t most_entries = 10;

}  // namespace

json::object publish_batch(Sns& sns, const Input& input) {
  Topic topic = existing_topic(sns.topics, input);
  const json::array& entries = input.list("PublishBatchRequestEntries");
  if (entries.empty()) throw AwsError("EmptyBatchRequest", "The batch request doesn't contain any entries.");
  if (entries.size() > most_entries) {
    throw AwsError("TooManyEntriesInBatchRequest",
                   "The batch request contains more entries than permissible.");
  }
  std::set<std::string> ids;
  for (const json::value& entry : entries) {
    const auto id = entry.is_object() ? find_text(entry.get_object(), "Id") : std::nullopt;
    if (!id || id->empty())
      throw AwsError("InvalidBatchEntryId", "The Id of a batch entry in a batch request is invalid.");
    if (!ids.emplace(*id).second) {
      throw AwsError("BatchEntryIdsNotDistinct",
                     "Two or more batch entries in the request have the same Id.");
    }
  }
  json::array successful, failed;
  for (const json::value& value : entries) {
    const Input entry(input.context, value.as_object(), sns.info().refusals);
    const std::string_view id = entry.text("Id");
    try {
      json::object result = publish_one(sns, topic, entry);
      result["Id"] = boost_view(id);
      successful.push_back(std::move(result));
    } catch (const AwsError& error) {
      failed.push_back({{"Id", boost_view(id)},
                        {"Code", error.code},
                        {"Message", error.message},
                        {"SenderFault", error.by_sender()}});
    }
  }
  return {{"Successful", std::move(successful)}, {"Failed", std::move(failed)}};
}

}  // namespace orrery::sns
