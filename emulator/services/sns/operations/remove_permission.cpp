#include "services/sns/operations/operations.h"
#include "services/sns/topic_policy.h"

namespace orrery::sns {

json::object remove_permission(Sns& sns, const Input& input) {
  Topic topic = existing_topic(sns.topics, input);
  const std::string_view label = input.text("Label");
  json::object policy = policy_of(topic);
  json::array& statements = policy.at("Statement").as_array();
  for (auto statement = statements.begin(); statement != statements.end(); ++statement) {
    if (find_text(statement->as_object(), "Sid") != label) continue;
    statements.erase(statement);
    break;
  }
  topic.attributes["Policy"] = to_text(policy);
  sns.topics.save(topic);
  return {};
}

}  // namespace orrery::sns
