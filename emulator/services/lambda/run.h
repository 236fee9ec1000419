#pragma once
// One run of a function: what it is given, and who is told how it went.
#include <memory>
#include <optional>
#include <string>

#include "core/clock.h"
#include "core/faults.h"
#include "core/function.h"
#include "core/peers.h"
#include "services/lambda/functions.h"

namespace orrery::lambda {

struct Run {
  Target target;
  std::string request_id;
  std::string payload;
  std::string client_context;
  std::string trace;  // header of who caused it
  bool wants_log = false;
  int attempt = 1;
  Instant asked{};
  std::optional<Fault> fault;
  Function<void(InvocationOutcome)> done;  // exactly once, as a turn
};

// {"errorType": type, "errorMessage": message} as the runtime's front end makes it where a function did not
// answer by itself.
InvocationOutcome failed_outcome(std::string_view type, std::string_view message);

}  // namespace orrery::lambda
