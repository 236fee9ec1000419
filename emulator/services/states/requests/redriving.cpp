#include "services/states/requests/redriving.h"

namespace orrery::states {
namespace {

constexpr auto redrivable_period = std::chrono::hours(24 * 14);
constexpr auto longest_execution = std::chrono::hours(24 * 365);

}  // namespace

std::optional<std::string> not_redrivable(const States& states, const Execution& execution) {
  if (auto why = status_forbids_redrive(execution)) return why;
  const Instant now = states.core.clock.now();
  // An event that tells of the redrive must fit, and one more.
  if (states.engine.records.last_event(execution.serial) >= most_events - 1)
    return "Execution history event limit exceeded";
  if (now - execution.started > longest_execution) return "Execution has exceeded the max execution time";
  if (now - execution.stopped > redrivable_period) return "Execution redrivable period exceeded";
  return std::nullopt;
}

}  // namespace orrery::states
