#include "services/sns/operations/operations.h"
#include "services/sns/topic_attributes.h"

namespace orrery::sns {

json::object set_topic_attributes(Sns& sns, const Input& input) {
  Topic topic = existing_topic(sns.topics, input);
  const std::string_view name = input.text("AttributeName");
  const std::string_view value = input.maybe_text("AttributeValue").value_or("");
  if (!is_settable(name)) throw invalid("AttributeName");
  check_topic_attribute(topic.attribute("FifoTopic") == "true", name, value, "");
  topic.attributes[boost_view(name)] = boost_view(value);
  sns.topics.save(topic);
  return {};
}

}  // namespace orrery::sns
