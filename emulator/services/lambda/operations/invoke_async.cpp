#include "services/lambda/lambda.h"
#include "services/lambda/operations/operations.h"
#include "services/lambda/payload.h"

namespace orrery::lambda {

// The call of before 2015, on which the classic fan-out frameworks are built.
json::object invoke_async(Lambda& lambda, const Input& input) {
  const Target target = lambda.target(input.text("FunctionName"), {}, input.context);
  AsyncEvent event;
  event.account = target.function->account;
  event.region = target.function->region;
  event.function = target.function->name;
  event.qualifier = target.qualifier;
  event.payload = input.maybe_text("InvokeArgs").value_or("");
  check_payload(event.payload, async_payload_limit, "InvokeAsync");
  event.request_id = input.context.request_id;
  event.trace = lambda.core.journal.trace_for(input.context.call, input.context.trace);
  lambda.accept(std::move(event));
  return {{"Status", 202}};
}

}  // namespace orrery::lambda
