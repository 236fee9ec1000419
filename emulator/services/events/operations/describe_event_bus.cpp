#include "services/events/answers.h"
#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object describe_event_bus(Events& events, const Input& input) {
  return shown(events.registry.bus(input.context, bus_name(input, "Name")));
}

}  // namespace orrery::events::operations
