#include "services/cloudformation/operations/operations.h"
#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {

// An update here is over before anybody can cancel it, unless it waits for a custom resource.
json::object cancel_update_stack(Cloudformation& service, const Input& input) {
  const Stack stack = service.records.existing_stack(input.context, input.text("StackName"));
  if (stack.status != "UPDATE_IN_PROGRESS")
    throw invalid("CancelUpdateStack cannot be called from current stack status");
  throw not_supported("cloudformation:CancelUpdateStack of an update that waits");
}

}  // namespace orrery::cloudformation
