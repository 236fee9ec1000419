#include "services/sns/operations/operations.h"
#include "services/sns/publishing.h"

namespace orrery::sns {
namespace {

constexpr std::size_t most_entries = 10;

constexpr std::size_t longest_id = 80;
constexpr std::string_view id_letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

void check_ids(const json::array& entries) {
  std::set<std::string> ids;
  for (const json::value& entry : entries) {
    const std::string id(entry.is_object() ? find_text(entry.get_object(), "Id").value_or("") : "");
    if (!ids.insert(id).second) {
      throw AwsError("BatchEntryIdsNotDistinct",
                     "Two or more batch entries in the request have the same Id.");
    }
  }
  for (const std::string& id : ids) {
    if (id.size() > longest_id) {
      throw AwsError("InvalidBatchEntryId",
                     "The Id of a batch entry in the batch request is too long: " + id);
    }
    if (id.empty() || id.find_first_not_of(id_letters) != id.npos) {
      throw AwsError(
          "InvalidBatchEntryId",
          "The Id of a batch entry in the batch request contains an impermissible character: " + id);
    }
  }
}

}  // namespace

json::object publish_batch(Sns& sns, const Input& input) {
  Topic topic = existing_topic(sns.topics, input);
  // An empty list comes as an empty text.
  static const json::array nothing;
  const json::value* given = find(input.members, "PublishBatchRequestEntries");
  const bool empty = given && given->is_string() && given->get_string().empty();
  const json::array& entries = empty ? nothing : input.list("PublishBatchRequestEntries");
  if (entries.empty()) throw AwsError("EmptyBatchRequest", "The batch request doesn't contain any entries.");
  if (entries.size() > most_entries) {
    throw AwsError("TooManyEntriesInBatchRequest",
                   "The batch request contains more entries than permissible.");
  }
  check_ids(entries);
  // What is wrong with one message is wrong with the batch.
  std::size_t bytes = 0, number = 0;
  for (const json::value& value : entries) {
    const Input entry(input.context, value.as_object(), sns.info().refusals);
    check_message(topic, entry,
                  "publishBatchRequestEntries." + std::to_string(++number) + ".member.messageAttributes");
    bytes += message_size(entry);
  }
  if (bytes > most_bytes) {
    throw AwsError("BatchRequestTooLong",
                   "The length of all the messages put together is more than the limit.");
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
