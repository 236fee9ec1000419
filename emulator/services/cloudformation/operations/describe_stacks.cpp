#include "services/cloudformation/operations/operations.h"
#include "services/cloudformation/show.h"

namespace orrery::cloudformation {

json::object describe_stacks(Cloudformation& service, const Input& input) {
  const auto show = [&service](const Stack& stack) {
    const Blueprint blueprint = service.records.blueprint(stack, stack.target);
    json::object shown = show_stack(stack, blueprint.parameters);
    const Template document(blueprint.processed);
    if (!document.description().empty()) shown["Description"] = boost_view(document.description());
    return shown;
  };
  if (const auto name = input.maybe_text("StackName"); name && !name->empty())
    return {{"Stacks", json::array{show(service.records.existing_stack(input.context, *name))}}};
  json::array stacks;
  for (const Stack& stack : service.records.stacks(input.context))
    if (stack.status != "DELETE_COMPLETE") stacks.push_back(show(stack));
  json::object result;
  page(result, "Stacks", std::move(stacks), input, 100);
  return result;
}

}  // namespace orrery::cloudformation
