#include "services/sns/operations/operations.h"

namespace orrery::sns {
namespace {

constexpr std::string_view settable[] = {
    "DisplayName",        "Policy",           "DeliveryPolicy", "KmsMasterKeyId",
    "TracingConfig",      "SignatureVersion", "ArchivePolicy",  "ContentBasedDeduplication",
    "FifoThroughputScope"};

}  // namespace

json::object set_topic_attributes(Sns& sns, const Input& input) {
  Topic topic = existing_topic(sns.topics, input);
  const std::string_view name = input.text("AttributeName");
  if (std::find(std::begin(settable), std::end(settable), name) == std::end(settable))
    throw invalid("AttributeName");
  topic.attributes[boost_view(name)] = boost_view(input.maybe_text("AttributeValue").value_or(""));
  sns.topics.save(topic);
  return {};
}

}  // namespace orrery::sns
