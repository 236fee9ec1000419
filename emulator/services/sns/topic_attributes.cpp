#include "services/sns/topic_attributes.h"

#include <algorithm>

#include "core/number.h"

namespace orrery::sns {
namespace {

constexpr std::string_view settable[] = {
    "DisplayName",        "Policy",           "DeliveryPolicy", "KmsMasterKeyId",
    "TracingConfig",      "SignatureVersion", "ArchivePolicy",  "ContentBasedDeduplication",
    "FifoThroughputScope"};

// Where the status of deliveries is logged, for each kind of endpoint.
constexpr std::string_view logged_endpoints[] = {"HTTP", "Firehose", "Lambda", "Application", "SQS"};
constexpr std::string_view sample_rate = "SuccessFeedbackSampleRate";
constexpr std::string_view status_settings[] = {"SuccessFeedbackRoleArn", "FailureFeedbackRoleArn",
                                                sample_rate};

bool is_of_status(std::string_view attribute) {
  return std::any_of(std::begin(logged_endpoints), std::end(logged_endpoints), [&](std::string_view kind) {
    if (!attribute.starts_with(kind)) return false;
    const std::string_view rest = attribute.substr(kind.size());
    return std::find(std::begin(status_settings), std::end(status_settings), rest) !=
           std::end(status_settings);
  });
}

}  // namespace

bool is_settable(std::string_view attribute) {
  return std::find(std::begin(settable), std::end(settable), attribute) != std::end(settable) ||
         is_of_status(attribute);
}

void check_topic_attribute(bool fifo, std::string_view attribute, std::string_view value,
                           std::string_view where) {
  if (attribute == "ContentBasedDeduplication" && !fifo)
    throw invalid(std::string(where) + "Content-based deduplication can only be set for FIFO topics");
  if (is_of_status(attribute) && attribute.ends_with(sample_rate)) {
    const auto rate = read_number<std::int64_t>(value);
    if (!rate || *rate < 0 || *rate > 100) {
      throw invalid(std::string(where) + std::string(attribute) +
                    ": value provided is not an integer between 0-100");
    }
  }
}

}  // namespace orrery::sns
