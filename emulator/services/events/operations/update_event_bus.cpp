#include "services/events/answers.h"
#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object update_event_bus(Events& events, const Input& input) {
  input.refuse_unsupported({"KmsKeyIdentifier", "DeadLetterConfig", "LogConfig"});
  Bus bus = events.registry.bus(input.context, bus_name(input, "Name"));
  if (const auto description = input.maybe_text("Description")) bus.description = *description;
  events.registry.put(input.context, bus);
  json::object answer{{"Arn", bus.arn}, {"Name", bus.name}};
  if (!bus.description.empty()) answer["Description"] = bus.description;
  return answer;
}

}  // namespace orrery::events::operations
