#pragma once
// Batches: up to ten entries, each of which succeeds or fails for itself.
#include "services/sqs/sqs.h"

namespace orrery::sqs {

// The entries of a batch, whose ids have been checked. `kind` as AWS names them:
// "SendMessageBatchRequestEntry".
const json::array& batch_entries(const Input& input, std::string_view kind);

// Runs `one` for each entry with an Input of its own; collects what it returns and what it refuses.
template <class One>
json::object run_batch(const Input& input, const json::array& entries, One one);

// What a refused entry is answered with.
json::object failed_entry(std::string_view id, const AwsError& error);
const Refusals& refusals();

template <class One>
json::object run_batch(const Input& input, const json::array& entries, One one) {
  json::array successful, failed;
  for (const json::value& value : entries) {
    const Input entry(input.context, value.as_object(), refusals());
    const std::string_view id = entry.text("Id");
    try {
      json::object result = one(entry);
      result["Id"] = boost_view(id);
      successful.push_back(std::move(result));
    } catch (const AwsError& error) {
      failed.push_back(failed_entry(id, error));
    }
  }
  return {{"Successful", std::move(successful)}, {"Failed", std::move(failed)}};
}

}  // namespace orrery::sqs
