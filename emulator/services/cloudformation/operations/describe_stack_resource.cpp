#include "services/cloudformation/operations/operations.h"
#include "services/cloudformation/show.h"
#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {

json::object describe_stack_resource(Cloudformation& service, const Input& input) {
  const std::string name(input.text("StackName"));
  const auto stack = service.records.stack(input.context, name);
  if (!stack) throw invalid("Stack '" + name + "' does not exist");
  const Resource resource = existing_resource(service, *stack, input.text("LogicalResourceId"));
  json::object detail = show_resource(*stack, resource);
  detail["LastUpdatedTimestamp"] = iso(resource.changed_ms);
  detail["Metadata"] = to_text(resource.metadata);
  return {{"StackResourceDetail", std::move(detail)}};
}

}  // namespace orrery::cloudformation
