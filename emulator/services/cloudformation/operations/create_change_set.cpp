#include "services/cloudformation/operations/operations.h"
#include "services/cloudformation/plan.h"
#include "services/cloudformation/record_text.h"
#include "services/cloudformation/request.h"
#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {
namespace {

// The stack a new one is announced with, which has a name and waits for review.
Stack stack_in_review(Cloudformation& service, const Input& input) {
  const std::string name = stack_name(input);
  if (auto there = service.records.stack(input.context, name)) {
    if (there->status == "REVIEW_IN_PROGRESS") return *std::move(there);
    throw invalid("Stack [" + name + "] already exists and cannot be created again with the changeSet [" +
                  std::string(input.text("ChangeSetName")) + "].");
  }
  Stack stack = new_stack(service, input, name);
  service.records.take_name(stack);
  service.records.change(stack, "REVIEW_IN_PROGRESS", "User Initiated");
  return stack;
}

json::object describe(const Input& input, const Stack& stack, const std::string& id, const Wanted& wanted,
                      Instant now) {
  json::object record{{"ChangeSetName", boost_view(input.text("ChangeSetName"))},
                      {"ChangeSetId", id},
                      {"StackId", stack.id},
                      {"StackName", stack.name},
                      {"CreationTime", iso_time(now)},
                      {"Status", "CREATE_COMPLETE"},
                      {"ExecutionStatus", "AVAILABLE"},
                      {"NotificationARNs", list_of(input, "NotificationARNs")},
                      {"RollbackConfiguration", json::object{}},
                      {"Capabilities", list_of(input, "Capabilities")},
                      {"Tags", wanted.blueprint.tags},
                      {"IncludeNestedStacks", input.flag("IncludeNestedStacks")}};
  if (const auto words = input.maybe_text("Description")) record["Description"] = boost_view(*words);
  if (!wanted.blueprint.parameters.empty()) record["Parameters"] = shown(wanted.blueprint.parameters);
  if (const auto choice = input.maybe_text("OnStackFailure")) record["OnStackFailure"] = boost_view(*choice);
  return record;
}

json::object create_change_set_of(Cloudformation& service, const Input& input,
                                  const std::optional<std::string>& text) {
  const std::string name(input.text("ChangeSetName", 1, 128));
  const std::string_view kind = input.choice("ChangeSetType", {"CREATE", "UPDATE", "IMPORT"}, "UPDATE");
  if (kind == "IMPORT") throw not_supported("ChangeSetType IMPORT");
  input.refuse_unsupported({"ResourcesToImport", "DeploymentMode"});
  if (input.flag("ImportExistingResources")) throw not_supported("parameter ImportExistingResources");
  Stack stack = kind == "CREATE" ? stack_in_review(service, input)
                                 : service.records.existing_stack(input.context, input.text("StackName"));
  if (stack.status == "REVIEW_IN_PROGRESS" && kind == "UPDATE")
    throw invalid("Stack [" + stack.name + "] does not exist");
  if (kind == "UPDATE") check_can_update(stack);
  // One that was executed is gone on AWS: its name is free, and tools that name theirs by the second use it
  // again.
  const auto there = service.records.change_set(stack.id, name);
  if (there && find_text(*there, "ExecutionStatus") != "EXECUTE_COMPLETE") {
    const auto token = input.maybe_text("ClientToken");
    if (token && find_text(*there, "token") == *token)
      return {{"Id", boost_view(*find_text(*there, "ChangeSetId"))}, {"StackId", stack.id}};
    throw AwsError(
        "AlreadyExistsException",
        "ChangeSet " + std::string(find_text(*there, "ChangeSetId").value_or(name)) + " already exists");
  }
  const Wanted wanted = read_wanted(service, input, text, kind == "UPDATE" ? &stack : nullptr);
  json::array changes = plan(service, stack, wanted.document, wanted.blueprint.parameters);

  const std::string id = service.records.new_change_set_id(input.context, name);
  json::object record = describe(input, stack, id, wanted, service.core.clock.now());
  if (!changes_anything(service, stack, wanted.document, wanted.blueprint, changes)) {
    record["Status"] = "FAILED";
    record["ExecutionStatus"] = "UNAVAILABLE";
    record["StatusReason"] =
        "The submitted information didn't contain changes. Submit different information to create a change "
        "set.";
  }
  record["Changes"] = std::move(changes);
  record["blueprint"] = to_json(wanted.blueprint);
  record["kind"] = boost_view(kind);
  json::object settings = input.members;
  for (const char* bulky : {"TemplateBody", "Parameters", "Tags"}) settings.erase(bulky);
  record["settings"] = std::move(settings);
  if (const auto token = input.maybe_text("ClientToken")) record["token"] = boost_view(*token);
  service.records.save_change_set(stack.id, name, record);
  return {{"Id", id}, {"StackId", stack.id}};
}

}  // namespace

void create_change_set(Cloudformation& service, const Input& input, Reply reply) {
  with_template(service, input, std::move(reply), create_change_set_of);
}

}  // namespace orrery::cloudformation
