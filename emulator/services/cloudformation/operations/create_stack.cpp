#include "services/cloudformation/operations/operations.h"
#include "services/cloudformation/request.h"
#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {
namespace {

json::object create_stack_of(Cloudformation& service, const Input& input,
                             const std::optional<std::string>& text) {
  const std::string name = stack_name(input);
  input.refuse_unsupported({"StackPolicyURL", "StackPolicyDuringUpdateURL"});
  if (const auto there = service.records.stack(input.context, name)) {
    const auto token = input.maybe_text("ClientRequestToken");
    if (token && !token->empty() && there->token == *token) return {{"StackId", there->id}};
    throw AwsError("AlreadyExistsException", "Stack [" + name + "] already exists");
  }
  const auto on_failure = input.maybe_choice("OnFailure", {"DO_NOTHING", "ROLLBACK", "DELETE"});
  if (on_failure && input.has("DisableRollback"))
    throw invalid("You can specify either DisableRollback or OnFailure, but not both.");
  const Wanted wanted = read_wanted(service, input, text, nullptr);

  Stack stack = new_stack(service, input, name);
  read_settings(input, stack);
  stack.on_failure = on_failure.value_or("ROLLBACK");
  stack.timeout_minutes =
      input.maybe_number("TimeoutInMinutes", 1, std::numeric_limits<std::int32_t>::max()).value_or(0);
  stack.protected_from_deletion = input.flag("EnableTerminationProtection");
  // Only a stack that makes another one says whose child it is.
  if (const auto parent = input.maybe_text("ParentId"); parent && input.context.caller == "cloudformation") {
    const Stack above = service.records.existing_stack(input.context, *parent);
    stack.parent = above.id;
    stack.root = above.root.empty() ? above.id : above.root;
  }
  start_creation(service, stack, wanted.blueprint);
  return {{"StackId", stack.id}, {"begun", true}};
}

}  // namespace

void create_stack(Cloudformation& service, const Input& input, Reply reply) {
  with_template(service, input, std::move(reply), create_stack_of);
}

}  // namespace orrery::cloudformation
