#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object delete_event_bus(Events& events, const Input& input) {
  const std::string_view name = input.text("Name", 1, 256);
  if (name == default_bus) throw AwsError("ValidationException", "Cannot delete event bus default.");
  if (!events.registry.rules(input.context, name).empty())
    throw AwsError("ValidationException", "Event bus can't be deleted since it has rules.");
  events.registry.erase_bus(input.context, name);
  return {};
}

}  // namespace orrery::events::operations
