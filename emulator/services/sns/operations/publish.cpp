#include "services/sns/operations/operations.h"
#include "services/sns/publishing.h"

namespace orrery::sns {

json::object publish(Sns& sns, const Input& input) {
  for (const char* member : {"PhoneNumber"}) {
    if (input.has(member)) throw not_supported("sns:Publish to a phone number");
  }
  Topic topic = existing_topic(sns.topics, input, input.has("TargetArn") ? "TargetArn" : "TopicArn");
  return publish_one(sns, topic, input);
}

}  // namespace orrery::sns
