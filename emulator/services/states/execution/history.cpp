#include "services/states/execution/history.h"

#include "services/states/execution/express_log.h"

namespace orrery::states {

std::uint64_t History::add(Execution& execution, std::string_view type, std::uint64_t previous,
                           std::string_view details_name, json::object details) {
  const bool ends = type.starts_with("Execution");
  if (!ends && !execution.express && execution.last_event + 1 >= most_events) throw HistoryFull{};
  const std::uint64_t number = ++execution.last_event;
  if (!execution.logging.empty()) {
    log_event(core_, execution, type, number, previous, details);
  }
  if (execution.express) return number;
  json::object event{{"timestamp", epoch_double(core_.clock.now())},
                     {"type", type},
                     {"id", number},
                     {"previousEventId", previous}};
  if (!details_name.empty()) event[details_name] = std::move(details);
  records_.write_event(execution, number, print(event));
  return number;
}

void add_data(json::object& details, std::string_view member, std::string_view text) {
  details[member] = text;
  details[std::string(member) + "Details"] = json::object{{"truncated", false}};
}

}  // namespace orrery::states
