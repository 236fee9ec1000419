#include "services/sns/operations/operations.h"

namespace orrery::sns {

json::object delete_topic(Sns& sns, const Input& input) {
  // Deleting one that is not there is no error.
  if (const auto topic = sns.topics.topic(input.text("TopicArn"))) sns.topics.erase(*topic);
  return {};
}

}  // namespace orrery::sns
