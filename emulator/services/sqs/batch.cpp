#include "services/sqs/batch.h"

#include <set>

#include "services/sqs/names.h"
#include "services/sqs/wire.h"

namespace orrery::sqs {
namespace {

constexpr std::size_t most_entries = 10;

}  // namespace

const Refusals& refusals() { return description.refusals; }

const json::array& batch_entries(const Input& input, std::string_view kind) {
  static const json::array nothing;
  const auto* list = input.maybe_list("Entries");
  const json::array& entries = list != nullptr ? *list : nothing;
  if (entries.empty()) {
    throw AwsError("EmptyBatchRequest",
                   "There should be at least one " + std::string(kind) + " in the request.");
  }
  if (entries.size() > most_entries) {
    throw AwsError("TooManyEntriesInBatchRequest",
                   "Maximum number of entries per request are 10. You have sent " +
                       std::to_string(entries.size()) + ".");
  }
  std::set<std::string_view> ids;
  for (const json::value& entry : entries) {
    const auto* members = entry.if_object();
    const std::string_view id = members ? find_text(*members, "Id").value_or("") : "";
    if (!is_name(id)) {
      throw AwsError(
          "InvalidBatchEntryId",
          "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at "
          "most 80 letters long.");
    }
    if (!ids.insert(id).second) {
      throw AwsError("BatchEntryIdsNotDistinct", "Id " + std::string(id) + " repeated.");
    }
  }
  return entries;
}

json::object failed_entry(std::string_view id, const AwsError& error) {
  return {{"Id", boost_view(id)},
          {"SenderFault", error.by_sender()},
          {"Code", boost_view(protocol::query_code(*description.wires.query, error.code))},
          {"Message", error.message}};
}

}  // namespace orrery::sqs
