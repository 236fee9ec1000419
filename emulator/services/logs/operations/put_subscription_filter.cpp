#include "core/arn.h"
#include "services/logs/arguments.h"
#include "services/logs/filter/pattern.h"
#include "services/logs/filters.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {
namespace {

constexpr std::size_t most_filters = 2;

bool answers(Logs& logs, const Arn& arn, const char* operation, json::object input) {
  Context owner;
  owner.account = arn.account;
  owner.region = arn.region;
  owner.caller = "logs";
  try {
    logs.caller.call_now(arn.service, operation, owner, std::move(input));
    return true;
  } catch (const AwsError& refusal) {
    if (refusal.status == 501) throw;
    return false;
  }
}

// As far as it can be told from the request.
Arn destination_arn(const Input& input) {
  const std::string_view destination = input.text("destinationArn");
  auto arn = parse_arn(destination);
  if (!arn || arn->service.empty())
    throw constraint(destination, "destinationArn", "Member must satisfy regular expression pattern: arn:.*");
  if (arn->service == "lambda" && arn->account != input.context.account) {
    throw AwsError(
        "AccessDeniedException",
        "Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create "
        "cross account lambda triggers.");
  }
  if (arn->service == "kinesis" && !input.has("roleArn"))
    throw invalid_parameter("destinationArn for vendor kinesis cannot be used without roleArn");
  return *std::move(arn);
}

void check_destination(Logs& logs, const Arn& arn, const std::string& destination) {
  if (arn.service == "lambda") {
    if (answers(logs, arn, "GetFunctionConfiguration", {{"FunctionName", destination}})) return;
    throw invalid_parameter(
        "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to "
        "execute "
        "your function.");
  }
  if (arn.service == "kinesis") {
    if (answers(logs, arn, "DescribeStreamSummary", {{"StreamARN", destination}})) return;
    throw invalid_parameter(
        "Could not deliver test message to specified Kinesis stream. Check if the given kinesis stream is in "
        "ACTIVE state. ");
  }
  if (arn.service == "firehose" || arn.service == "logs") {
    throw not_supported("logs:PutSubscriptionFilter to " + arn.service);
  }
  throw invalid_parameter("PutSubscriptionFilter operation cannot work with destinationArn for vendor " +
                          arn.service);
}

}  // namespace

json::object put_subscription_filter(Logs& logs, const Input& input) {
  input.refuse_unsupported({"emitSystemFields", "fieldSelectionCriteria"});
  if (input.flag("applyOnTransformedLogs")) throw not_supported("parameter applyOnTransformedLogs");
  const std::string name(input.text("filterName", 1, 512));
  const std::string pattern(input.text("filterPattern", 0, 1024));
  const std::string destination(input.text("destinationArn"));
  const Arn arn = destination_arn(input);
  parse_pattern(pattern);
  const Group group = named_group(logs, input);
  const auto existing = find_filter(logs.store, group, FilterKind::subscription, name);
  if (!existing && filters_of(logs.store, group, FilterKind::subscription).size() >= most_filters) {
    throw AwsError("LimitExceededException", "Resource limit exceeded.");
  }
  check_destination(logs, arn, destination);
  json::object filter{
      {"filterName", name},
      {"logGroupName", group.name},
      {"filterPattern", pattern},
      {"destinationArn", destination},
      {"distribution", input.choice("distribution", {"Random", "ByLogStream"}, "ByLogStream")},
      {"applyOnTransformedLogs", false},
      {"creationTime",
       existing ? existing->at("creationTime") : json::value(epoch_milliseconds(logs.clock.now()))}};
  if (const auto role = input.maybe_text("roleArn")) filter["roleArn"] = *role;
  save_filter(logs.store, group, FilterKind::subscription, filter);
  return {};
}

}  // namespace orrery::logs
