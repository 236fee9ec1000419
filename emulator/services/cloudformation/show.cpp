#include "services/cloudformation/show.h"

#include "core/number.h"
#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {
namespace {

json::object drift() { return {{"StackDriftStatus", "NOT_CHECKED"}}; }

}  // namespace

std::string iso(std::int64_t milliseconds) { return iso_time(from_epoch_milliseconds(milliseconds)); }

json::object show_stack(const Stack& stack, const Parameters& parameters) {
  json::object shown{{"StackId", stack.id},
                     {"StackName", stack.name},
                     {"CreationTime", iso(stack.created_ms)},
                     {"StackStatus", stack.status},
                     {"DisableRollback", stack.disable_rollback},
                     {"RollbackConfiguration", json::object{}},
                     {"NotificationARNs", stack.notifications},
                     {"Capabilities", stack.capabilities},
                     {"Tags", stack.tags},
                     {"EnableTerminationProtection", stack.protected_from_deletion},
                     {"DriftInformation", drift()}};
  if (!stack.change_set.empty()) shown["ChangeSetId"] = stack.change_set;
  if (!stack.reason.empty()) shown["StackStatusReason"] = stack.reason;
  if (stack.updated_ms > 0) shown["LastUpdatedTime"] = iso(stack.updated_ms);
  if (stack.deleted_ms > 0) shown["DeletionTime"] = iso(stack.deleted_ms);
  if (stack.timeout_minutes > 0) shown["TimeoutInMinutes"] = stack.timeout_minutes;
  if (!stack.role.empty()) shown["RoleARN"] = stack.role;
  if (!stack.parent.empty()) shown["ParentId"] = stack.parent;
  if (!stack.root.empty()) shown["RootId"] = stack.root;
  if (!parameters.empty()) shown["Parameters"] = cloudformation::shown(parameters);
  if (!stack.outputs.empty()) shown["Outputs"] = stack.outputs;
  return shown;
}

json::object show_stack_summary(const Stack& stack) {
  json::object shown{{"StackId", stack.id},
                     {"StackName", stack.name},
                     {"CreationTime", iso(stack.created_ms)},
                     {"StackStatus", stack.status},
                     {"DriftInformation", drift()}};
  if (!stack.reason.empty()) shown["StackStatusReason"] = stack.reason;
  if (stack.updated_ms > 0) shown["LastUpdatedTime"] = iso(stack.updated_ms);
  if (stack.deleted_ms > 0) shown["DeletionTime"] = iso(stack.deleted_ms);
  if (!stack.parent.empty()) shown["ParentId"] = stack.parent;
  if (!stack.root.empty()) shown["RootId"] = stack.root;
  return shown;
}

json::object show_resource(const Stack& stack, const Resource& resource) {
  json::object shown{{"StackId", stack.id},
                     {"StackName", stack.name},
                     {"LogicalResourceId", resource.logical},
                     {"ResourceType", resource.type},
                     {"ResourceStatus", resource.status},
                     {"DriftInformation", json::object{{"StackResourceDriftStatus", "NOT_CHECKED"}}}};
  if (!resource.physical.empty()) shown["PhysicalResourceId"] = resource.physical;
  if (!resource.reason.empty()) shown["ResourceStatusReason"] = resource.reason;
  return shown;
}

json::object show_resource_summary(const Resource& resource) {
  json::object shown{{"LogicalResourceId", resource.logical},
                     {"ResourceType", resource.type},
                     {"LastUpdatedTimestamp", iso(resource.changed_ms)},
                     {"ResourceStatus", resource.status},
                     {"DriftInformation", json::object{{"StackResourceDriftStatus", "NOT_CHECKED"}}}};
  if (!resource.physical.empty()) shown["PhysicalResourceId"] = resource.physical;
  if (!resource.reason.empty()) shown["ResourceStatusReason"] = resource.reason;
  return shown;
}

void page(json::object& result, std::string_view name, json::array all, const Input& input,
          std::size_t most) {
  std::size_t from = 0;
  if (const auto token = input.maybe_text("NextToken"); token && !token->empty()) {
    const auto number = read_number<std::size_t>(*token);
    if (!number) throw invalid("NextToken is invalid");
    from = *number;
  }
  json::array some;
  for (std::size_t i = from; i < all.size() && i - from < most; ++i) some.push_back(std::move(all[i]));
  result[boost_view(name)] = std::move(some);
  if (all.size() > from + most) result["NextToken"] = std::to_string(from + most);
}

Resource existing_resource(Cloudformation& service, const Stack& stack, std::string_view logical_id) {
  for (Resource& resource : service.records.resources(stack))
    if (resource.logical == logical_id) return std::move(resource);
  throw invalid("Resource " + std::string(logical_id) + " does not exist for stack " + stack.name);
}

}  // namespace orrery::cloudformation
