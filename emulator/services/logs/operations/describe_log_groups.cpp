#include "services/logs/arguments.h"
#include "services/logs/filters.h"
#include "services/logs/group_page.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {
namespace {

json::object describe(Logs& logs, const Context& context, const Group& group) {
  const std::string arn = group_arn(context, group.name);
  json::object shown{{"logGroupName", group.name},
                     {"creationTime", group.created_ms},
                     {"metricFilterCount", filters_of(logs.store, group, FilterKind::metric).size()},
                     {"arn", arn + ":*"},
                     {"storedBytes", logs.events.size(group.number)},
                     {"logGroupClass", group.log_class},
                     {"logGroupArn", arn}};
  if (group.retention_days) shown["retentionInDays"] = *group.retention_days;
  if (!group.kms_key.empty()) shown["kmsKeyId"] = group.kms_key;
  if (group.protected_from_deletion) shown["deletionProtectionEnabled"] = true;
  return shown;
}

}  // namespace

json::object describe_log_groups(Logs& logs, const Input& input) {
  const std::string_view prefix = input.maybe_text("logGroupNamePrefix").value_or("");
  const std::string_view part = input.maybe_text("logGroupNamePattern").value_or("");
  if (!prefix.empty() && !part.empty()) {
    throw invalid_parameter(
        "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
  }
  return group_page(logs, input,
                    {.prefix = prefix,
                     .most = 50,
                     .wanted = [&](const Group& group) { return group.name.find(part) != std::string::npos; },
                     .shown = [&](const Group& group) { return describe(logs, input.context, group); }});
}

}  // namespace orrery::logs
