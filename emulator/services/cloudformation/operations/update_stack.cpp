#include "services/cloudformation/operations/operations.h"
#include "services/cloudformation/plan.h"
#include "services/cloudformation/request.h"
#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {
namespace {

json::object update(Cloudformation& service, const Input& input, const std::optional<std::string>& text) {
  input.refuse_unsupported({"StackPolicyURL", "StackPolicyDuringUpdateURL", "StackPolicyDuringUpdateBody"});
  Stack stack = service.records.existing_stack(input.context, input.text("StackName"));
  const auto token = input.maybe_text("ClientRequestToken");
  if (token && !token->empty() && stack.token == *token && stack.updated_ms > 0)
    return {{"StackId", stack.id}};
  check_can_update(stack);
  const Wanted wanted = read_wanted(service, input, text, &stack);
  const json::array changes = plan(service, stack, wanted.document, wanted.blueprint.parameters);
  if (!changes_anything(service, stack, wanted.document, wanted.blueprint, changes))
    throw invalid("No updates are to be performed.");
  read_settings(input, stack);
  start_update(service, stack, wanted.blueprint);
  return {{"StackId", stack.id}, {"begun", true}};
}

}  // namespace

void update_stack(Cloudformation& service, const Input& input, Reply reply) {
  with_template(service, input, std::move(reply), update);
}

}  // namespace orrery::cloudformation
