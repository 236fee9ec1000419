#include "services/sns/operations/operations.h"
#include "services/sns/publishing.h"

namespace orrery::sns {

json::object publish(Sns& sns, const Input& input) {
  for (const char* member : {"PhoneNumber"}) {
    if (input.has(member)) throw not_supported("sns:Publish to a phone number");
  }
  if (const auto target = parse_arn(input.maybe_text("TargetArn").value_or("")))
    if (target->service == "sns" && target->resource.starts_with("endpoint/"))
      throw invalid("TargetArn Reason: No endpoint found for the target arn specified");
  Topic topic = existing_topic(sns.topics, input, input.has("TargetArn") ? "TargetArn" : "TopicArn");
  return publish_one(sns, topic, input);
}

}  // namespace orrery::sns
