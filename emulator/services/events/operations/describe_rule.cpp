#include "services/events/answers.h"
#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object describe_rule(Events& events, const Input& input) {
  const Rule rule = events.registry.rule(input.context, bus_name(input), input.text("Name", 1, 64));
  json::object answer = shown(rule);
  answer["CreatedBy"] = rule.account;
  return answer;
}

}  // namespace orrery::events::operations
