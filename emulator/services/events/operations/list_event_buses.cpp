#include "services/events/answers.h"
#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object list_event_buses(Events& events, const Input& input) {
  const std::string_view prefix = input.maybe_text("NamePrefix").value_or("");
  json::array all;
  for (const Bus& bus : events.registry.buses(input.context))
    if (bus.name.starts_with(prefix)) all.push_back(shown(bus));
  return page(input, "EventBuses", std::move(all));
}

}  // namespace orrery::events::operations
