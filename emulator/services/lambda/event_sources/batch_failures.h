#pragma once
// What a function with ReportBatchItemFailures answers: {"batchItemFailures": [{"itemIdentifier": id}, ...]}
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::lambda {

// The identifiers of the records that failed. std::nullopt: the whole batch did, for the answer is not what
// was agreed on. Nothing, null and {} are a full success.
std::optional<std::vector<std::string>> read_batch_failures(std::string_view payload);

}  // namespace orrery::lambda
