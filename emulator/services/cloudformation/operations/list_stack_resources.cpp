#include "services/cloudformation/operations/operations.h"
#include "services/cloudformation/show.h"

namespace orrery::cloudformation {

json::object list_stack_resources(Cloudformation& service, const Input& input) {
  const Stack stack = service.records.existing_stack(input.context, input.text("StackName"));
  json::array list;
  for (const Resource& resource : service.records.resources(stack))
    list.push_back(show_resource_summary(resource));
  json::object result;
  page(result, "StackResourceSummaries", std::move(list), input, 100);
  return result;
}

}  // namespace orrery::cloudformation
