#include "services/cloudformation/operations/operations.h"
#include "services/cloudformation/show.h"
#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {

json::object describe_stack_resources(Cloudformation& service, const Input& input) {
  const auto physical = input.maybe_text("PhysicalResourceId");
  if (!input.has("StackName") && !physical)
    throw invalid("StackName or PhysicalResourceId must be specified");
  json::array list;
  const auto add = [&](const Stack& stack) {
    for (const Resource& resource : service.records.resources(stack)) {
      if (const auto logical = input.maybe_text("LogicalResourceId"); logical && resource.logical != *logical)
        continue;
      json::object shown = show_resource(stack, resource);
      shown["Timestamp"] = iso(resource.changed_ms);
      list.push_back(std::move(shown));
    }
  };
  if (input.has("StackName")) {
    add(service.records.existing_stack(input.context, input.text("StackName")));
  } else {
    for (const Stack& stack : service.records.stacks(input.context)) {
      const auto resources = service.records.resources(stack);
      if (std::any_of(resources.begin(), resources.end(),
                      [&](const Resource& one) { return one.physical == *physical; }))
        add(stack);
    }
    if (list.empty()) throw invalid("Stack for " + std::string(*physical) + " does not exist");
  }
  return {{"StackResources", std::move(list)}};
}

}  // namespace orrery::cloudformation
