#include "services/cloudformation/operations/operations.h"

namespace orrery::cloudformation {

json::object update_termination_protection(Cloudformation& service, const Input& input) {
  Stack stack = service.records.existing_stack(input.context, input.text("StackName"));
  if (!input.has("EnableTerminationProtection")) (void)input.text("EnableTerminationProtection");
  stack.protected_from_deletion = input.flag("EnableTerminationProtection");
  service.records.save(stack);
  return {{"StackId", stack.id}};
}

}  // namespace orrery::cloudformation
