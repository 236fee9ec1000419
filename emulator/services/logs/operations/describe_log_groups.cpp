#include "services/logs/arguments.h"
#include "services/logs/filters.h"
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
  const auto log_class = input.maybe_choice("logGroupClass", {"STANDARD", "INFREQUENT_ACCESS", "DELIVERY"});
  if (!prefix.empty() && !part.empty()) {
    throw invalid_parameter(
        "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
  }
  const auto limit = static_cast<std::size_t>(input.maybe_number("limit", 1, 50).value_or(50));
  std::string after;
  if (input.has("nextToken")) after = view(read_page_token(input, 1)[0].as_string());

  json::array groups;
  std::string last;
  bool more = false;
  logs.records.each_group(input.context, prefix, after, [&](const Group& group) {
    if (!part.empty() && group.name.find(part) == std::string::npos) return true;
    if (log_class && group.log_class != *log_class) return true;
    if (groups.size() == limit) return !(more = true);
    groups.push_back(describe(logs, input.context, group));
    last = group.name;
    return true;
  });
  json::object result{{"logGroups", std::move(groups)}};
  if (more) result["nextToken"] = page_token({boost_view(last)});
  return result;
}

}  // namespace orrery::logs
