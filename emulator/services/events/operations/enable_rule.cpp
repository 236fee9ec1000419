#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object enable_rule(Events& events, const Input& input) {
  Rule rule = events.registry.rule(input.context, bus_name(input), input.text("Name", 1, 64));
  rule.enabled = true;
  events.registry.put(rule);
  events.schedule(rule);
  return {};
}

}  // namespace orrery::events::operations
