#include "core/event_pattern.h"
#include "services/events/operations/operations.h"
#include "services/events/pattern.h"

namespace orrery::events::operations {

json::object test_event_pattern(Events&, const Input& input) {
  const json::object pattern = read_pattern(input.text("EventPattern"));
  const auto event = parse_json(input.text("Event"));
  if (!event || !event->is_object()) throw AwsError("ValidationException", "Parameter Event is not valid.");
  for (const char* member : {"id", "account", "source", "time", "region", "detail-type"})
    if (!event->get_object().contains(member))
      throw AwsError("ValidationException", "Parameter Event is not valid. Reason: " + std::string(member) +
                                                " is a required argument.");
  return {{"Result", matches(pattern, event->get_object())}};
}

}  // namespace orrery::events::operations
