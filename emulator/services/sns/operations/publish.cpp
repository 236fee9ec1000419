#include "services/sns/operations/operations.h"
#include "services/sns/phone_number.h"
#include "services/sns/publishing.h"

namespace orrery::sns {

json::object publish(Sns& sns, const Input& input) {
  if (const auto number = input.maybe_text("PhoneNumber")) {
    if (!is_phone_number(*number))
      throw invalid("PhoneNumber Reason: " + std::string(*number) + " is not valid to publish to");
    check_message({}, input, "messageAttributes");
    return {{"MessageId", sns.entropy.uuid()}};
  }
  if (const auto target = parse_arn(input.maybe_text("TargetArn").value_or("")))
    if (target->service == "sns" && target->resource.starts_with("endpoint/"))
      throw invalid("TargetArn Reason: No endpoint found for the target arn specified");
  Topic topic = existing_topic(sns.topics, input, input.has("TargetArn") ? "TargetArn" : "TopicArn");
  return publish_one(sns, topic, input);
}

}  // namespace orrery::sns
