#include "services/logs/arguments.h"
#include "services/logs/filters.h"
#include "services/logs/group_page.h"
#include "services/logs/operations/operations.h"

namespace orrery::logs {
namespace {

// What a search by a part of the name finds is told without what changes.
json::object describe(Logs& logs, const Context& context, const Group& group, bool searched) {
  const std::string arn = group_arn(context, group.name);
  json::object shown{{"logGroupName", group.name},
                     {"creationTime", group.created_ms},
                     {"metricFilterCount", filters_of(logs.store, group, FilterKind::metric).size()},
                     {"arn", arn + ":*"},
                     {"logGroupClass", group.log_class},
                     {"logGroupArn", arn}};
  if (group.retention_days) shown["retentionInDays"] = *group.retention_days;
  if (!group.kms_key.empty()) shown["kmsKeyId"] = group.kms_key;
  if (searched) return shown;
  shown["storedBytes"] = logs.events.size(group.number);
  shown["deletionProtectionEnabled"] = group.protected_from_deletion;
  return shown;
}

// Whether a list of names and arns has it; where there is no list, every group is meant.
bool is_listed(const json::array* identifiers, const Group& group) {
  if (!identifiers || identifiers->empty()) return true;
  return std::any_of(identifiers->begin(), identifiers->end(), [&](const json::value& one) {
    return one.is_string() && identified_name(view(one.get_string())) == group.name;
  });
}

}  // namespace

json::object describe_log_groups(Logs& logs, const Input& input) {
  input.refuse_unsupported({"accountIdentifiers"});
  const json::array* identifiers = input.maybe_list("logGroupIdentifiers");
  const std::string_view prefix = input.maybe_text("logGroupNamePrefix").value_or("");
  const std::string_view part = input.maybe_text("logGroupNamePattern").value_or("");
  if (!prefix.empty() && !part.empty()) {
    throw invalid_parameter(
        "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
  }
  return group_page(
      logs, input,
      {.prefix = prefix,
       .most = 50,
       .wanted =
           [&](const Group& group) {
             return group.name.find(part) != std::string::npos && is_listed(identifiers, group);
           },
       .shown = [&](const Group& group) { return describe(logs, input.context, group, !part.empty()); }});
}

}  // namespace orrery::logs
