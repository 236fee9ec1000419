#include "services/cloudformation/operations/operations.h"
#include "services/cloudformation/request.h"
#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {

// A stack that is not there is as good as removed.
void delete_stack(Cloudformation& service, const Input& input, Reply reply) {
  input.refuse_unsupported({"DeletionMode"});
  auto found = service.records.stack(input.context, input.text("StackName"));
  if (!found || found->status == "DELETE_COMPLETE" || found->status == "DELETE_IN_PROGRESS")
    return reply.ok({});
  Stack stack = *std::move(found);
  if (stack.protected_from_deletion)
    throw invalid("Stack [" + stack.name + "] cannot be deleted while TerminationProtection is enabled");
  const json::array retained = list_of(input, "RetainResources");
  if (!retained.empty() && stack.status != "DELETE_FAILED")
    throw invalid("Invalid operation on stack [" + stack.id +
                  "]. The specified resources cannot be retained since the "
                  "stack is not in a DELETE_FAILED state.");
  for (const auto& one : service.records.exports(input.context)) {
    if (one.stack != stack.id) continue;
    const auto users = service.records.importers(input.context, one.name);
    if (users.empty()) continue;
    service.records.change(stack, "DELETE_FAILED",
                           "Cannot delete export " + one.name + " as it is in use by " + users.front() + ".");
    return reply.ok({});
  }
  stack.retained = retained;
  stack.token = input.maybe_text("ClientRequestToken").value_or("");
  stack.trace = input.context.trace;
  service.records.change(stack, "DELETE_IN_PROGRESS", "User Initiated");
  service.engine.begin(stack);
  answer_settled(service, input.context, stack.id, {}, std::move(reply));
}

}  // namespace orrery::cloudformation
