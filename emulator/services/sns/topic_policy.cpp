#include "services/sns/topic_policy.h"

namespace orrery::sns {
namespace {

json::object default_policy(const Topic& topic) {
  const std::string owner = parse_arn(topic.arn)->account;
  json::object statement{
      {"Effect", "Allow"},
      {"Sid", "__default_statement_ID"},
      {"Principal", {{"AWS", "*"}}},
      {"Action",
       {"SNS:GetTopicAttributes", "SNS:SetTopicAttributes", "SNS:AddPermission", "SNS:RemovePermission",
        "SNS:DeleteTopic", "SNS:Subscribe", "SNS:ListSubscriptionsByTopic", "SNS:Publish"}},
      {"Resource", topic.arn},
      {"Condition", {{"StringEquals", {{"AWS:SourceOwner", owner}}}}}};
  json::array statements;
  statements.push_back(std::move(statement));
  return {{"Version", "2008-10-17"}, {"Id", "__default_policy_ID"}, {"Statement", std::move(statements)}};
}

}  // namespace

json::object policy_of(const Topic& topic) {
  auto set = parse_json(topic.attribute("Policy"));
  if (!set || !set->is_object()) return default_policy(topic);
  json::object policy = std::move(set->get_object());
  json::value& statements = policy["Statement"];
  if (statements.is_object()) statements = json::array{statements};
  if (!statements.is_array()) statements = json::array{};
  return policy;
}

}  // namespace orrery::sns
