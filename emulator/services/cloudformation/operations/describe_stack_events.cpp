
#include "core/number.h"
#include "services/cloudformation/operations/operations.h"
#include "services/cloudformation/template/errors.h"

namespace orrery::cloudformation {

json::object describe_stack_events(Cloudformation& service, const Input& input) {
  if (!input.has("StackName")) throw invalid("StackName must be specified");
  const std::string name(input.text("StackName"));
  const auto stack = service.records.stack(input.context, name);
  if (!stack) throw invalid("Stack [" + name + "] does not exist");
  std::uint64_t before = stack->events;
  if (const auto token = input.maybe_text("NextToken"); token && !token->empty()) {
    const auto number = read_number<std::uint64_t>(*token);
    if (!number) throw invalid("NextToken is invalid");
    before = *number;
  }
  constexpr std::size_t page_size = 100;
  json::array events;
  for (json::object& event : service.records.events(*stack, before, page_size))
    events.push_back(std::move(event));
  json::object result;
  if (before > events.size()) result["NextToken"] = std::to_string(before - events.size());
  result["StackEvents"] = std::move(events);
  return result;
}

}  // namespace orrery::cloudformation
