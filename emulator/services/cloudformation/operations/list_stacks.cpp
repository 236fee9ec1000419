#include "services/cloudformation/operations/operations.h"
#include "services/cloudformation/request.h"
#include "services/cloudformation/show.h"

namespace orrery::cloudformation {

json::object list_stacks(Cloudformation& service, const Input& input) {
  const json::array wanted = list_of(input, "StackStatusFilter");
  json::array list;
  for (const Stack& stack : service.records.stacks(input.context)) {
    const json::value status(stack.status);
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), status) == wanted.end()) continue;
    json::object summary = show_stack_summary(stack);
    const Template document(service.records.blueprint(stack, stack.target).processed);
    if (!document.description().empty()) summary["TemplateDescription"] = boost_view(document.description());
    list.push_back(std::move(summary));
  }
  json::object result;
  page(result, "StackSummaries", std::move(list), input, 100);
  return result;
}

}  // namespace orrery::cloudformation
