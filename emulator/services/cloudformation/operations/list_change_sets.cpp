#include "services/cloudformation/operations/operations.h"
#include "services/cloudformation/resources/properties.h"
#include "services/cloudformation/show.h"

namespace orrery::cloudformation {

json::object list_change_sets(Cloudformation& service, const Input& input) {
  const Stack stack = service.records.existing_stack(input.context, input.text("StackName"));
  json::array summaries;
  for (const json::object& one : service.records.change_sets(stack.id)) {
    json::object summary;
    copy(one, summary,
         {"StackId", "StackName", "ChangeSetId", "ChangeSetName", "ExecutionStatus", "Status", "StatusReason",
          "CreationTime", "Description", "IncludeNestedStacks"});
    summaries.push_back(std::move(summary));
  }
  json::object result;
  page(result, "Summaries", std::move(summaries), input, 100);
  return result;
}

}  // namespace orrery::cloudformation
