#include "services/events/answers.h"
#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object list_rules(Events& events, const Input& input) {
  const std::string bus = bus_name(input);
  events.registry.bus(input.context, bus);
  const std::string_view prefix = input.maybe_text("NamePrefix").value_or("");
  json::array all;
  for (const Rule& rule : events.registry.rules(input.context, bus))
    if (rule.name.starts_with(prefix)) all.push_back(shown(rule));
  return page(input, "Rules", std::move(all));
}

}  // namespace orrery::events::operations
