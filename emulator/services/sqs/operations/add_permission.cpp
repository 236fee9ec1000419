#include "core/arn.h"
#include "services/sqs/names.h"
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

// The roots of those that are accounts. AWS leaves out what is none as long as there is one.
json::array principals_of(const json::array& accounts, std::string_view region) {
  json::array principals;
  std::string all;
  for (const json::value& account : accounts) {
    const std::string_view id = view(account.as_string());
    if (is_account(id)) principals.push_back(json::string(root_arn(region, id)));
    all += (all.empty() ? "" : ", ") + std::string(id);
  }
  if (principals.empty()) throw invalid_parameter("[" + all + "]", "PrincipalId", "Unable to verify.");
  return principals;
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
  if (!is_name(*label)) {
    throw invalid_parameter(
        *label, "Label",
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
  }
  const auto* accounts = input.maybe_list("AWSAccountIds");
  if (accounts == nullptr) throw missing("AWSAccountIds");
  json::array principals = principals_of(*accounts, input.context.region), actions;
  const auto* names = input.maybe_list("Actions");
  if (names == nullptr || names->empty()) throw missing("Actions");
  if (names->size() > most_actions) {
    throw AwsError("OverLimit",
                   std::to_string(names->size()) + " Actions were found, maximum allowed is " +
                       std::to_string(most_actions) + ".",
                   403);
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
