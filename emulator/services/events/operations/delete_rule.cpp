#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object delete_rule(Events& events, const Input& input) {
  const std::string bus = bus_name(input);
  events.registry.bus(input.context, bus);
  const auto rule = events.registry.find_rule(input.context, bus, input.text("Name", 1, 64));
  if (!rule) return {};
  if (!events.registry.targets(*rule).empty())
    throw AwsError("ValidationException", "Rule can't be deleted since it has targets.");
  events.unschedule(*rule);
  events.registry.erase(*rule);
  return {};
}

}  // namespace orrery::events::operations
