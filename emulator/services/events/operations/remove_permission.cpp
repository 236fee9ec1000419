#include "services/events/answers.h"
#include "services/events/operations/operations.h"

namespace orrery::events::operations {

json::object remove_permission(Events& events, const Input& input) {
  Bus bus = events.registry.bus(input.context, bus_name(input));
  json::array kept;
  if (!input.flag("RemoveAllPermissions")) {
    kept = statements_without(bus, input.maybe_text("StatementId").value_or(""));
    constexpr std::string_view none = "\n";
    if (kept.size() == statements_without(bus, none).size())
      throw AwsError("ResourceNotFoundException", "Statement with the provided id does not exist.");
  }
  bus.policy =
      kept.empty() ? "" : to_text(json::object{{"Version", "2012-10-17"}, {"Statement", std::move(kept)}});
  events.registry.put(input.context, bus);
  return {};
}

}  // namespace orrery::events::operations
