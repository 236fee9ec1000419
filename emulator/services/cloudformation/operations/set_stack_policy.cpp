#include "services/cloudformation/operations/operations.h"
#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {

// Kept and shown; updates are not held back by it, as nothing here is denied to anybody.
json::object set_stack_policy(Cloudformation& service, const Input& input) {
  input.refuse_unsupported({"StackPolicyURL"});
  Stack stack = service.records.existing_stack(input.context, input.text("StackName"));
  const std::string_view policy = input.text("StackPolicyBody", 1, 16384);
  if (!parse_json(policy)) throw invalid("Error validating stack policy: Invalid stack policy");
  stack.policy = policy;
  service.records.save(stack);
  return {};
}

}  // namespace orrery::cloudformation
