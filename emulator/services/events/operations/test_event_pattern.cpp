#include "core/event_pattern.h"
#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object test_event_pattern(Events&, const Input& input) {
  const auto pattern = parse_json(input.text("EventPattern"));
  const auto event = parse_json(input.text("Event"));
  const auto refuse = [](const std::string& why) {
    throw AwsError("InvalidEventPatternException", "Event pattern is not valid. Reason: " + why);
  };
  if (!pattern || !pattern->is_object()) refuse("Filter is not an object");
  if (const auto fault = fault_of_pattern(pattern->get_object())) refuse(*fault);
  if (!event || !event->is_object()) throw AwsError("ValidationException", "Parameter Event is not valid.");
  for (const char* member : {"id", "account", "source", "time", "region", "resources", "detail-type"})
    if (!event->get_object().contains(member))
      throw AwsError("ValidationException", "Parameter Event is not valid. Reason: " + std::string(member) +
                                                " is a required argument.");
  return {{"Result", matches(pattern->get_object(), event->get_object())}};
}

}  // namespace orrery::events::operations
