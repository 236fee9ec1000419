#pragma once
// The doors between services. A service knows the others only through these.
#include <optional>
#include <string>
#include <string_view>

#include "core/context.h"
#include "core/function.h"
#include "core/json.h"
#include "core/service.h"

namespace orrery {

// The same door as HTTP: validation, errors, journal. What a refused call wrote is undone; what it wrote is
// part of the caller's turn otherwise.
class Caller {
 public:
  virtual ~Caller() = default;
  virtual bool knows(std::string_view service) const = 0;
  // `reply` runs once, now or later, on the loop. Never throws AwsError: refusals come through the reply.
  virtual void call(std::string_view service, std::string_view operation, const Context& context,
                    json::object input, Reply reply) = 0;
  // For operations that answer at once. Throws AwsError.
  json::object call_now(std::string_view service, std::string_view operation, const Context& context,
                        json::object input);
};

// One run of a function.
struct Invocation {
  Context context;        // account, region and trace of who asks
  std::string function;   // name, partial or full ARN, with or without a qualifier
  std::string qualifier;  // version or alias; empty: the one in `function`, or $LATEST
  std::string payload;    // JSON text
  std::string client_context;
  bool wants_log = false;  // the last 4 KB
};

struct InvocationOutcome {
  std::optional<AwsError> refused;  // not run: no such function, throttled, payload too large
  std::string error;                // "Unhandled" or "Handled" where the function failed; empty: it succeeded
  std::string payload;              // the result, or {"errorMessage", "errorType", ...}
  std::string executed_version;
  std::string log;  // where wanted
};

class Invoker {
 public:
  virtual ~Invoker() = default;
  // `done` runs exactly once, on the loop, as a turn.
  virtual void invoke(Invocation invocation, Function<void(InvocationOutcome)> done) = 0;
};

}  // namespace orrery
