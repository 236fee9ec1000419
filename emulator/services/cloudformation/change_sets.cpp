#include "services/cloudformation/change_sets.h"

#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {

json::object existing_change_set(Cloudformation& service, const Input& input) {
  const std::string name(input.text("ChangeSetName"));
  if (const auto stack_name = input.maybe_text("StackName")) {
    const Stack stack = service.records.existing_stack(input.context, *stack_name);
    for (json::object& one : service.records.change_sets(stack.id))
      if (find_text(one, "ChangeSetName") == name || find_text(one, "ChangeSetId") == name)
        return std::move(one);
  } else if (name.starts_with("arn:")) {
    for (const Stack& stack : service.records.stacks(input.context))
      for (json::object& one : service.records.change_sets(stack.id))
        if (find_text(one, "ChangeSetId") == name) return std::move(one);
  } else {
    throw invalid("StackName must be specified if ChangeSetName is not specified as an ARN.");
  }
  throw AwsError("ChangeSetNotFound", "ChangeSet [" + name + "] does not exist", 404);
}

}  // namespace orrery::cloudformation
