#include "core/arn.h"
#include "services/sns/operations/operations.h"
#include "services/sns/topic_policy.h"

namespace orrery::sns {
namespace {

constexpr std::string_view allowed[] = {
    "*",       "AddPermission",    "DeleteTopic",        "GetTopicAttributes", "ListSubscriptionsByTopic",
    "Publish", "RemovePermission", "SetTopicAttributes", "Subscribe",          "Receive"};

}  // namespace

json::object add_permission(Sns& sns, const Input& input) {
  Topic topic = existing_topic(sns.topics, input);
  const std::string_view label = input.text("Label");
  json::object policy = policy_of(topic);
  json::array& statements = policy.at("Statement").as_array();
  for (const json::value& statement : statements)
    if (find_text(statement.as_object(), "Sid") == label) throw invalid("Statement already exists");
  json::array principals, actions;
  for (const json::value& account : input.list("AWSAccountId"))
    principals.push_back(json::string(root_arn(input.context.region, view(account.as_string()))));
  for (const json::value& action : input.list("ActionName")) {
    if (std::find(std::begin(allowed), std::end(allowed), view(action.as_string())) == std::end(allowed))
      throw invalid("Policy statement action out of service scope!");
    actions.push_back(json::string("SNS:" + std::string(view(action.as_string()))));
  }
  const auto alone_or_all = [](const json::array& many) {
    return many.size() == 1 ? many[0] : json::value(many);
  };
  statements.push_back({{"Sid", boost_view(label)},
                        {"Effect", "Allow"},
                        {"Principal", {{"AWS", alone_or_all(principals)}}},
                        {"Action", alone_or_all(actions)},
                        {"Resource", topic.arn}});
  topic.attributes["Policy"] = to_text(policy);
  sns.topics.save(topic);
  return {};
}

}  // namespace orrery::sns
