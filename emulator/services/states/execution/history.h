#pragma once
// The events of an execution, numbered from 1, as GetExecutionHistory tells them.
#include "core/core.h"
#include "services/states/execution/records.h"

namespace orrery::states {

// No execution has more events than this; it fails instead.
inline constexpr std::uint64_t most_events = 25000;

// Thrown where an event more would be too many.
struct HistoryFull {};

class History {
 public:
  History(Core& core, Records& records) : core_(core), records_(records) {}

  // `details` is the member "<details_name>" of the event; an empty name: none. Returns the event's number.
  // Throws HistoryFull, unless the event ends the execution.
  std::uint64_t add(Execution& execution, std::string_view type, std::uint64_t previous,
                    std::string_view details_name = {}, json::object details = {});

 private:
  Core& core_;
  Records& records_;
};

// {"input": text, "inputDetails": {"truncated": false}} and the like.
void add_data(json::object& details, std::string_view member, std::string_view text);

}  // namespace orrery::states
