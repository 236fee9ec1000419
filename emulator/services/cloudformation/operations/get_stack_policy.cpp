#include "services/cloudformation/operations/operations.h"

namespace orrery::cloudformation {

json::object get_stack_policy(Cloudformation& service, const Input& input) {
  const Stack stack = service.records.existing_stack(input.context, input.text("StackName"));
  if (stack.policy.empty()) return {};
  return {{"StackPolicyBody", stack.policy}};
}

}  // namespace orrery::cloudformation
