#include "core/arn.h"
#include "services/sqs/operations/operations.h"
#include "services/sqs/policy.h"

namespace orrery::sqs {
namespace {

constexpr std::size_t most_actions = 7;
constexpr std::string_view grantable[] = {"*",
                                          "SendMessage",
                                          "ReceiveMessage",
                                          "DeleteMessage",
                                          "ChangeMessageVisibility",
                                          "GetQueueAttributes",
                                          "GetQueueUrl",
                                          "ListDeadLetterSourceQueues",
                                          "PurgeQueue"};

// Those that a queue's owner keeps to himself.
constexpr std::string_view reserved[] = {"AddPermission",
                                         "CancelMessageMoveTask",
                                         "CreateQueue",
                                         "DeleteQueue",
                                         "ListMessageMoveTasks",
                                         "ListQueues",
                                         "ListQueueTags",
                                         "RemovePermission",
                                         "SetQueueAttributes",
                                         "StartMessageMoveTask",
                                         "TagQueue",
                                         "UntagQueue"};

template <std::size_t N>
bool is_one_of(const std::string_view (&names)[N], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// One value stands for itself, several are a list.
json::value one_or_many(json::array values) {
  if (values.size() == 1) return values.front();
  return values;
}

}  // namespace

json::object add_permission(Sqs& sqs, const Input& input) {
  Queue queue = sqs.queue_at(input);
  const auto label = input.maybe_text("Label");
  if (!label) throw missing("Label");
  const auto* accounts = input.maybe_list("AWSAccountIds");
  if (accounts == nullptr) throw missing("AWSAccountIds");
  if (accounts->empty()) throw invalid_parameter("[]", "PrincipalId", "Unable to verify.");
  const auto* names = input.maybe_list("Actions");
  if (names == nullptr || names->empty()) throw missing("Actions");
  if (names->size() > most_actions) {
    throw AwsError("OverLimit",
                   std::to_string(names->size()) + " Actions were found, maximum allowed is " +
                       std::to_string(most_actions) + ".",
                   403);
  }
  json::array principals, actions;
  for (const json::value& account : *accounts) {
    principals.push_back(json::string(root_arn(input.context.region, view(account.as_string()))));
  }
  for (const json::value& action : *names) {
    const std::string_view name = view(action.as_string());
    if (!is_one_of(grantable, name)) {
      throw invalid_parameter("SQS:" + std::string(name), "ActionName",
                              is_one_of(reserved, name)
                                  ? "Only the queue owner is allowed to invoke this action."
                                  : "Please refer to the appropriate WSDL for a list of valid actions. ");
    }
    actions.push_back(json::value("SQS:" + std::string(name)));
  }
  Policy policy(queue);
  if (policy.find(*label) != policy.statements().end())
    throw invalid_parameter(*label, "Label", "Already exists.");
  policy.statements().push_back({{"Sid", boost_view(*label)},
                                 {"Effect", "Allow"},
                                 {"Principal", {{"AWS", one_or_many(std::move(principals))}}},
                                 {"Action", one_or_many(std::move(actions))},
                                 {"Resource", queue.arn()}});
  policy.save(queue);
  sqs.queues.save(queue);
  return {};
}

}  // namespace orrery::sqs
