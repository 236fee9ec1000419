#include "services/events/answers.h"
#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object list_targets_by_rule(Events& events, const Input& input) {
  const Rule rule = events.registry.rule(input.context, bus_name(input), input.text("Rule", 1, 64));
  json::array all;
  for (json::object& target : events.registry.targets(rule)) all.push_back(std::move(target));
  return page(input, "Targets", std::move(all));
}

}  // namespace orrery::events::operations
